/** A page's clock may run ahead by this much before it is corrected. */
const AHEAD_MS = 2000;

/**
 * The page's word for when something happened, kept within what is possible. All in milliseconds on the server's clock.
 * @param notBefore what the same stream said last, or the attempt's creation
 * @param receivedAt when it came in
 */
export const clampAt = (at: number, notBefore: number, receivedAt: number): number =>
  Math.max(notBefore, Math.min(at, receivedAt + AHEAD_MS));
