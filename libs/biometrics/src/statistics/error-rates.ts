import { wilsonInterval } from './wilson-interval.js';
import type { Share } from './wilson-interval.js';

/** Distances of compared pairs, in any order: `genuine` of one person with themselves, `impostor` of two people. */
export interface ComparedPairs {
  readonly genuine: readonly number[];
  readonly impostor: readonly number[];
}

export interface ErrorRates {
  /** Share of the genuine pairs over the threshold. */
  readonly falseNonMatch: Share;
  /** Share of the impostor pairs at or under the threshold. */
  readonly falseMatch: Share;
}

const distance = (value: number): number => {
  if (!Number.isFinite(value) || value < 0)
    throw new RangeError('A distance is a finite number from 0 up; leave out pairs that could not be compared.');
  return value;
};

const ascending = (distances: readonly number[]): number[] => distances.map(distance).sort((a, b) => a - b);

/** How many of the sorted distances are at or under the threshold. */
function countUpTo(sorted: readonly number[], threshold: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Both errors at a threshold, where a distance at or under it says "the same person".
 * @throws RangeError when a distance is negative or not finite.
 */
export function errorRates({ genuine, impostor }: ComparedPairs, threshold: number): ErrorRates {
  const over = genuine.filter((value) => distance(value) > threshold).length;
  const under = impostor.filter((value) => distance(value) <= threshold).length;
  return { falseNonMatch: wilsonInterval(over, genuine.length), falseMatch: wilsonInterval(under, impostor.length) };
}

/**
 * Where both errors are equally frequent: the mean of the two at the threshold at which they lie nearest to each other. NaN without pairs of both kinds.
 * @throws RangeError when a distance is negative or not finite.
 */
export function equalErrorRate(pairs: ComparedPairs): { readonly rate: number; readonly threshold: number } {
  const genuine = ascending(pairs.genuine);
  const impostor = ascending(pairs.impostor);
  if (genuine.length === 0 || impostor.length === 0) return { rate: NaN, threshold: NaN };
  let best = { rate: NaN, threshold: NaN, gap: Infinity };
  for (const threshold of [0, ...genuine, ...impostor]) {
    const falseNonMatch = 1 - countUpTo(genuine, threshold) / genuine.length;
    const falseMatch = countUpTo(impostor, threshold) / impostor.length;
    const gap = Math.abs(falseNonMatch - falseMatch);
    const rate = (falseNonMatch + falseMatch) / 2;
    if (gap < best.gap || (gap === best.gap && rate < best.rate)) best = { rate, threshold, gap };
  }
  return { rate: best.rate, threshold: best.threshold };
}

/** The largest threshold under which at most the share `rate` of the sorted distances lies; the next distance itself is over it. */
function thresholdAt(sorted: readonly number[], rate: number): number {
  const next = sorted[Math.floor(rate * sorted.length + 1e-9)];
  return next === undefined ? Infinity : next;
}

/**
 * Under which distance at most the share `rate` of the impostor pairs lies (all distances smaller than it are accepted), with the range in which Wilson's interval of that share puts it. With fewer than
 * `1 / rate` pairs it says no more than the smallest distance that was seen.
 * @throws RangeError when a distance is negative or not finite, or the rate is not between 0 and 1.
 */
export function thresholdForFalseMatch(
  impostor: readonly number[],
  rate: number,
): { readonly threshold: number; readonly low: number; readonly high: number } {
  if (!(rate >= 0 && rate < 1)) throw new RangeError('The share of false matches is a number from 0 up to, not including, 1.');
  const sorted = ascending(impostor);
  if (sorted.length === 0) return { threshold: NaN, low: NaN, high: NaN };
  const share = wilsonInterval(Math.round(rate * sorted.length), sorted.length);
  return { threshold: thresholdAt(sorted, rate), low: thresholdAt(sorted, share.low), high: thresholdAt(sorted, share.high) };
}
