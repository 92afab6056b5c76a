/** A share with its interval, all between 0 and 1. */
export interface Share {
  readonly count: number;
  readonly of: number;
  /** `count / of`; NaN when nothing was counted. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % of the normal distribution. */
const Z = 1.959964;

/**
 * A count among so many as a share with Wilson's 95 % score interval (1927), which stays honest at 0 and at small numbers: 0 of 62 may still be 5.8 %. It takes the cases for independent; pairs of the same
 * photos are not, so that the true interval is wider.
 * @throws RangeError when the counts are not whole, negative, or more than there are.
 */
export function wilsonInterval(count: number, of: number): Share {
  if (!Number.isInteger(count) || !Number.isInteger(of) || count < 0 || count > of) {
    throw new RangeError(`A share needs whole counts with 0 ≤ count ≤ of, not ${count} of ${of}.`);
  }
  if (of === 0) return { count, of, rate: NaN, low: 0, high: 1 };
  const rate = count / of;
  const square = Z * Z;
  const middle = (rate + square / (2 * of)) / (1 + square / of);
  const half = (Z / (1 + square / of)) * Math.sqrt((rate * (1 - rate)) / of + square / (4 * of * of));
  // the rounding of the last digit must not keep 0 and 1 out
  return {
    count,
    of,
    rate,
    low: count === 0 ? 0 : Math.max(0, middle - half),
    high: count === of ? 1 : Math.min(1, middle + half),
  };
}
