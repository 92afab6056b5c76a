import type { ExamSummary } from '@invigil/shared';

export type ExamPhase = 'draft' | 'ahead' | 'open' | 'closed';
type Window = Pick<ExamSummary, 'state' | 'opensAt' | 'closesAt'>;

/** Where an exam stands at `now` (ms): a draft whatever its window, then by its window. */
export function examPhase(exam: Window, now: number): ExamPhase {
  if (exam.state === 'draft') return 'draft';
  if (now < Date.parse(exam.opensAt)) return 'ahead';
  return now < Date.parse(exam.closesAt) ? 'open' : 'closed';
}

/** True while students may be at it: the window is open, or somebody who started late is still writing. */
export const runsNow = (exam: Window & Pick<ExamSummary, 'active'>, now: number): boolean =>
  exam.active > 0 || examPhase(exam, now) === 'open';
