/** Failures in a row that cost nothing. */
const FREE = 4;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * How long somebody waits after a failed face check: nothing up to the fourth in a row, 30 s after the fifth, then twice as long each time, at most an hour.
 * @param failures in a row, this one included
 * @returns milliseconds
 */
export const waitAfterFailures = (failures: number): number =>
  failures <= FREE ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE - 1), LONGEST_WAIT_MS);
