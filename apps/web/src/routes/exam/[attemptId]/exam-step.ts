import { isOver, type StudentAttempt } from '@invigil/shared';
import type { Link } from '#lib/stream/protocol.ts';

export interface Standing {
  attempt: StudentAttempt | null;
  link: Link;
  /** What the server said when the attempt was asked for by HTTP. */
  missing: boolean;
  consented: boolean | null;
  enrolled: boolean;
  checked: boolean;
}
export type ExamStep =
  | 'loading'
  | 'missing'
  | 'refused_join'
  | 'unproved'
  | 'replaced'
  | 'signed_out'
  | 'consent'
  | 'enrol'
  | 'system'
  | 'check_in'
  | 'waiting'
  | 'not_admitted'
  | 'start'
  | 'exam'
  | 'over';

/** The one screen to show. Once the exam runs nothing sends the student back to an earlier step. */
export function examStep({ attempt, link, missing, consented, enrolled, checked }: Standing): ExamStep {
  if (attempt && isOver(attempt.state)) return 'over';
  if (link.at === 'replaced') return 'replaced';
  if (link.at === 'signed_out') return 'signed_out';
  if (missing) return 'missing';
  if (link.at === 'unproved') return 'unproved';
  if (link.at === 'refused') return 'refused_join';
  if (!attempt) return 'loading';
  if (attempt.state !== 'checking_in') return 'exam';
  if (attempt.checkIn === 'waiting') return 'waiting';
  if (attempt.checkIn === 'refused') return 'not_admitted';
  if (attempt.checkIn === 'matched' || attempt.checkIn === 'admitted') return 'start';
  if (consented === null) return 'loading';
  if (!consented) return 'consent';
  if (!enrolled) return 'enrol';
  return checked ? 'check_in' : 'system';
}
