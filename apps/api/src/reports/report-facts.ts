import type { AttemptReport, Coverage, Policy, ViolationView } from '@invigil/shared';
import type { Attempt } from '../attempts/attempt.entity.js';
import type { Interval } from './intervals.js';
import type { Look } from './look.js';
import type { Change } from './running-time.js';

/** Everything that is known about one attempt, as read from the tables. */
export interface AttemptFacts {
  readonly attempt: Attempt;
  /** What the roster knows the student by. */
  readonly student: { name: string; email: string; portraitApproved: boolean };
  readonly policy: Pick<Policy, 'sampleSeconds' | 'frameSeconds' | 'identity'>;
  /** In the order of time. */
  readonly changes: readonly (Change & { detail: string })[];
  readonly looks: readonly Look[];
  /** When the page had no picture to show on request, merged, milliseconds; `to` may be Infinity. */
  readonly blind: readonly Interval[];
  readonly frames: Coverage['frames'];
  readonly violations: readonly ViolationView[];
}
/** What only the report of a single attempt shows. */
export interface AttemptDetails {
  readonly examTitle: string;
  readonly policyHash: string;
  readonly pipelineId: string | null;
  /** What the page said about itself, in the order of time. */
  readonly said: readonly { at: Date; event: string; detail: string }[];
  readonly answers: AttemptReport['answers'];
}
