import type { StudentExam } from '@invigil/shared';

export type NextStep = {
  kind: 'enrol' | 'wait' | 'check_in' | 'continue_check_in' | 'refused' | 'continue' | 'receipt' | 'ended' | 'missed';
  openNow: boolean;
};

/**
 * The one thing a student does next about an exam.
 * @param exam as the server last told it
 * @param enrolled whether the account has a face template
 * @param now in ms
 */
export function nextStep(exam: Pick<StudentExam, 'opensAt' | 'closesAt' | 'attempt'>, enrolled: boolean, now: number): NextStep {
  const openNow = Date.parse(exam.opensAt) <= now && now < Date.parse(exam.closesAt);
  return { kind: kindOf(exam, enrolled, now), openNow };
}

function kindOf(exam: Pick<StudentExam, 'opensAt' | 'closesAt' | 'attempt'>, enrolled: boolean, now: number): NextStep['kind'] {
  const { attempt } = exam;
  if (attempt) {
    if (attempt.state === 'submitted') return 'receipt';
    if (attempt.state === 'terminated') return 'ended';
    if (attempt.state === 'expired') return 'missed';
    if (attempt.state !== 'checking_in') return 'continue';
    if (now >= Date.parse(exam.closesAt)) return 'missed';
    return attempt.checkIn === 'refused' ? 'refused' : 'continue_check_in';
  }
  if (now >= Date.parse(exam.closesAt)) return 'missed';
  if (!enrolled) return 'enrol';
  return now < Date.parse(exam.opensAt) ? 'wait' : 'check_in';
}
