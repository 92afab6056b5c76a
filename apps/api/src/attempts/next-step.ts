import { canBecome, CHECK_IN_TRIES, isOver, type AttemptState } from '@invigil/shared';
import type { Exam } from '../exams/exam.entity.js';
import { Problem } from '../http/problem.js';
import type { AttemptChange } from './attempt-change.entity.js';
import type { AttemptCommand } from './attempt-command.js';
import type { Attempt } from './attempt.entity.js';
import { wrongState } from './wrong-state.js';

export type Life = Pick<Attempt, 'state' | 'checkIn' | 'checkInTries' | 'startedAt' | 'deadlineAt' | 'pausedAt' | 'endedAt' | 'reason'>;
export type ExamTimes = Pick<Exam, 'opensAt' | 'closesAt' | 'durationMinutes'>;
/** What a command changes, and the lines it adds to the attempt's history. */
export interface Step {
  readonly patch: Partial<Life>;
  readonly changes: readonly { what: AttemptChange['what']; detail: string }[];
}

const MINUTE = 60_000;
const step = (patch: Partial<Life>, what: AttemptChange['what'], detail = ''): Step => ({ patch, changes: [{ what, detail }] });
const later = (date: Date, ms: number): Date => new Date(date.getTime() + ms);

function mustBecome(life: Life, to: AttemptState, doing: AttemptCommand['type']): void {
  if (!canBecome(life.state, to)) throw wrongState(life, doing);
}

function checkingIn(life: Life, doing: AttemptCommand['type'], ...allowed: Life['checkIn'][]): void {
  if (life.state !== 'checking_in' || !allowed.includes(life.checkIn)) throw wrongState(life, doing);
}

function over(
  life: Life,
  to: 'submitted' | 'terminated' | 'expired',
  doing: AttemptCommand['type'],
  now: Date,
  reason: string | null,
): Partial<Life> {
  mustBecome(life, to, doing);
  return { state: to, endedAt: now, pausedAt: null, reason };
}

function start(life: Life, exam: ExamTimes, now: Date): Step {
  mustBecome(life, 'in_progress', 'start');
  checkingIn(life, 'start', 'matched', 'admitted');
  if (now < exam.opensAt) throw new Problem('WRONG_STATE', 'This exam has not opened yet; wait for its opening time.');
  if (now >= exam.closesAt) throw new Problem('WRONG_STATE', 'This exam has closed; talk to your instructor.');
  const full = later(now, exam.durationMinutes * MINUTE);
  return step({ state: 'in_progress', startedAt: now, deadlineAt: full < exam.closesAt ? full : exam.closesAt, reason: null }, 'started');
}

function failTry(life: Life, because = ''): Step {
  checkingIn(life, 'fail_try', 'open');
  const checkInTries = life.checkInTries + 1;
  const failed = { what: 'check_in_failed', detail: because } as const;
  if (checkInTries < CHECK_IN_TRIES) return { patch: { checkInTries }, changes: [failed] };
  return { patch: { checkInTries, checkIn: 'waiting' }, changes: [failed, { what: 'check_in_waiting', detail: 'three tries failed' }] };
}

function pause(life: Life, now: Date, reason: string): Step {
  mustBecome(life, 'paused', 'pause');
  if (life.deadlineAt && life.deadlineAt <= now)
    throw new Problem('WRONG_STATE', 'The time of this attempt is up; it is being submitted. Extend it first to let it go on.');
  return step({ state: 'paused', pausedAt: now, reason: reason === '' ? null : reason }, 'paused', reason);
}

function resume(life: Life, now: Date): Step {
  if (life.state !== 'paused' || !life.pausedAt || !life.deadlineAt) throw wrongState(life, 'resume');
  mustBecome(life, 'in_progress', 'resume');
  const held = Math.max(0, now.getTime() - life.pausedAt.getTime());
  return step({ state: 'in_progress', deadlineAt: later(life.deadlineAt, held), pausedAt: null, reason: null }, 'resumed');
}

function extend(life: Life, minutes: number): Step {
  if (!life.deadlineAt || isOver(life.state)) throw wrongState(life, 'extend');
  return step({ deadlineAt: later(life.deadlineAt, minutes * MINUTE) }, 'extended', `${String(minutes)} min`);
}

/**
 * The one place that says what may happen to an attempt, and what follows. Pure.
 * @param now server time, taken after the attempt's row was locked
 * @returns null when there is nothing left to do: a start or submission that is sent again, a clock that comes too early
 * @throws Problem WRONG_STATE with a sentence for whoever asked
 */
export function nextStep(life: Life, command: AttemptCommand, exam: ExamTimes, now: Date): Step | null {
  switch (command.type) {
    case 'match':
      checkingIn(life, 'match', 'open');
      return step({ checkIn: 'matched', reason: null }, 'checked_in');
    case 'fail_try':
      return failTry(life, command.because);
    case 'ask':
      if (life.state === 'checking_in' && life.checkIn === 'waiting') return null;
      checkingIn(life, 'ask', 'open');
      return step({ checkIn: 'waiting' }, 'check_in_waiting', 'asked for a person');
    case 'admit':
      checkingIn(life, 'admit', 'open', 'waiting', 'refused');
      return step({ checkIn: 'admitted', reason: null }, 'admitted', command.reason);
    case 'refuse':
      checkingIn(life, 'refuse', 'open', 'waiting', 'matched', 'admitted');
      return step({ checkIn: 'refused', reason: command.reason }, 'refused', command.reason);
    case 'start':
      return life.state === 'in_progress' ? null : start(life, exam, now);
    case 'pause':
      return pause(life, now, command.reason);
    case 'resume':
      return resume(life, now);
    case 'extend':
      return extend(life, command.minutes);
    case 'submit':
      return life.state === 'submitted' ? null : step(over(life, 'submitted', 'submit', now, null), 'submitted');
    case 'terminate':
      return step(over(life, 'terminated', 'terminate', now, command.reason), 'terminated', command.reason);
    case 'time_up':
      if (life.state !== 'in_progress' || !life.deadlineAt || life.deadlineAt > now) return null;
      return step(over(life, 'submitted', 'time_up', now, 'The time was up; what you had saved was submitted.'), 'time_up');
    case 'expire':
      if (life.state !== 'checking_in' || exam.closesAt > now) return null;
      return step(over(life, 'expired', 'expire', now, 'The exam closed before it was started.'), 'expired');
  }
}
