/** Distances that separate the three verdicts; they come from the exam's policy. */
export interface MatchThresholds {
  /** At or under: the same person. */
  readonly same: number;
  /** Over: somebody else. */
  readonly violation: number;
}

export type MatchVerdict = 'same' | 'unsure' | 'different';

export const DEFAULT_MATCH_THRESHOLDS: MatchThresholds = { same: 0.5, violation: 0.6 };

/**
 * Turns a distance into a verdict: `same` up to and including `same`, `different` over `violation`, `unsure` (ask again) between.
 * @throws RangeError when the distance is negative or not finite, or the thresholds are out of order.
 */
export function matchVerdict(distance: number, thresholds: MatchThresholds = DEFAULT_MATCH_THRESHOLDS): MatchVerdict {
  if (!Number.isFinite(distance) || distance < 0)
    throw new RangeError('A distance is a finite number from 0 up; compute it with descriptorDistance.');
  if (!(thresholds.same <= thresholds.violation))
    throw new RangeError('The threshold "same" must not be above "violation"; correct the policy.');
  if (distance <= thresholds.same) return 'same';
  return distance <= thresholds.violation ? 'unsure' : 'different';
}
