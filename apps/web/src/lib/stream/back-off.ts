const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before try number `tries` (0 is the first): full jitter, so that a room of students does not come back in step.
 * @param random a number in [0, 1)
 * @returns milliseconds, 100 to 15,000
 */
export function backOff(tries: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 20));
  return Math.max(100, Math.round(random * ceiling));
}
