import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersectIntervals, lengthOf, mergeIntervals, subtractIntervals, type Interval } from './intervals.js';

const interval = fc.tuple(fc.nat(60), fc.nat(20)).map(([from, length]) => ({ from, to: from + length }));
const some = fc.array(interval, { maxLength: 8 });
/** The seconds that intervals cover, counted one by one. */
const seconds = (intervals: readonly Interval[]): Set<number> =>
  new Set(intervals.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));

describe('intervals', () => {
  it('merge to the same seconds, apart and in order', () => {
    fc.assert(
      fc.property(some, (all) => {
        const merged = mergeIntervals(all);
        expect(seconds(merged)).toEqual(new Set([...seconds(all)].sort((a, b) => a - b)));
        expect(lengthOf(merged)).toBe(seconds(all).size);
        for (const [i, { from }] of merged.entries()) expect(from).toBeGreaterThan(merged[i - 1]?.to ?? -1);
      }),
    );
  });

  it('intersect and subtract as sets do', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [left, right] = [mergeIntervals(a), mergeIntervals(b)];
        expect(seconds(intersectIntervals(left, right))).toEqual(
          new Set([...seconds(a)].filter((second) => seconds(b).has(second)).toSorted((x, y) => x - y)),
        );
        expect(seconds(subtractIntervals(left, right))).toEqual(
          new Set([...seconds(a)].filter((second) => !seconds(b).has(second)).toSorted((x, y) => x - y)),
        );
      }),
    );
  });
});
