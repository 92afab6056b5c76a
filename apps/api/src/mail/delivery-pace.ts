const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 3_600_000;
const MOST_TRIES = 14;

/**
 * How long to wait after a delivery that failed: 15 s, then twice as long each time, at most an hour; seven hours in all.
 * @param tries how many have failed, 1 or more
 * @returns milliseconds; null when it is time to give up
 */
export function waitAfter(tries: number): number | null {
  return tries >= MOST_TRIES ? null : Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
}
