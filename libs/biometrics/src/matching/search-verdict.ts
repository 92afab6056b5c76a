/** Distances at which a search among many people names one of them. */
export interface SearchThresholds {
  /** At or under: near enough to be that person. Stricter than for one person, since among many somebody is always near. */
  readonly accept: number;
  /** By how much the second best person has to be farther away. */
  readonly margin: number;
}

export const DEFAULT_SEARCH_THRESHOLDS: SearchThresholds = { accept: 0.45, margin: 0.1 };

/** `match`: the nearest person, clearly. `ambiguous`: near enough, but somebody else nearly as near: ask for another way to sign in. `unknown`: nobody is near. */
export type SearchVerdict = 'match' | 'ambiguous' | 'unknown';

/**
 * What a search says of the nearest people.
 * @param distances of different people from the probe, nearest first; the best two count. Of one person alone nobody else can be near.
 * @throws RangeError when a distance is negative, not finite or out of order, or a threshold is negative or not finite.
 * @example searchVerdict([0.31, 0.52]) // 'match'
 */
export function searchVerdict(distances: readonly number[], thresholds: SearchThresholds = DEFAULT_SEARCH_THRESHOLDS): SearchVerdict {
  const { accept, margin } = thresholds;
  if (![accept, margin].every((number) => Number.isFinite(number) && number >= 0))
    throw new RangeError('The thresholds of a search are finite numbers from 0 up; correct them.');
  if (!distances.every((distance, i) => Number.isFinite(distance) && distance >= (distances[i - 1] ?? 0)))
    throw new RangeError('The distances of a search are finite numbers from 0 up, nearest first; sort them.');
  const [best = Infinity, second = Infinity] = distances;
  if (best > accept) return 'unknown';
  return second - best >= margin ? 'match' : 'ambiguous';
}
