/** A stretch of time in milliseconds, `from` ≤ `to`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The same time as intervals that lie apart, in order. Empty ones fall away. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const next of intervals.filter(({ from, to }) => to > from).toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || next.from > last.to) merged.push(next);
    else if (next.to > last.to) merged[merged.length - 1] = { from: last.from, to: next.to };
  }
  return merged;
}

/** What lies in `a` and in `b`, both merged. */
export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const both: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [left, right] = [a[i] as Interval, b[j] as Interval];
    const shared = { from: Math.max(left.from, right.from), to: Math.min(left.to, right.to) };
    if (shared.to > shared.from) both.push(shared);
    if (left.to < right.to) i++;
    else j++;
  }
  return both;
}

/** What lies in `a` and not in `b`, both merged. */
export function subtractIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const edges = [-Infinity, ...b.flatMap(({ from, to }) => [from, to]), Infinity];
  const gaps = edges.flatMap((from, i) => (i % 2 === 0 ? [{ from, to: edges[i + 1] as number }] : []));
  return intersectIntervals(a, gaps);
}

/** Milliseconds in merged intervals. */
export const lengthOf = (intervals: readonly Interval[]): number => intervals.reduce((sum, { from, to }) => sum + to - from, 0);
