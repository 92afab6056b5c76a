import type { AttemptState } from '@invigil/shared';
import { Problem } from '../http/problem.js';
import type { AttemptCommand } from './attempt-command.js';
import type { Attempt } from './attempt.entity.js';

const DOING = {
  match: 'checked in',
  fail_try: 'checked in',
  ask: 'put before a person',
  admit: 'admitted',
  refuse: 'refused',
  start: 'started',
  pause: 'paused',
  resume: 'resumed',
  extend: 'given more time',
  submit: 'submitted',
  terminate: 'terminated',
  time_up: 'submitted',
  expire: 'closed',
} as const satisfies Record<AttemptCommand['type'], string>;

const NOW = {
  checking_in: 'the student has not started yet',
  in_progress: 'it is in progress',
  paused: 'it is paused; resume it first',
  submitted: 'it was submitted',
  terminated: 'it was terminated',
  expired: 'the exam closed before it was started',
} as const satisfies Record<AttemptState, string>;

const CHECK_IN = {
  open: 'check in first, or ask a person to let you in',
  waiting: 'a person has been asked and decides soon',
  matched: 'the check-in has passed already',
  admitted: 'a person has let the student in already',
  refused: 'a person refused it; only staff can change that',
} as const satisfies Record<Attempt['checkIn'], string>;

const ABOUT_CHECK_IN: readonly AttemptCommand['type'][] = ['match', 'fail_try', 'ask', 'admit', 'refuse', 'start'];

/** The refusal of a command in a state that does not allow it, in a sentence that says how things stand. */
export function wrongState({ state, checkIn }: Pick<Attempt, 'state' | 'checkIn'>, doing: AttemptCommand['type']): Problem {
  const why = state === 'checking_in' && ABOUT_CHECK_IN.includes(doing) ? CHECK_IN[checkIn] : NOW[state];
  return new Problem('WRONG_STATE', `This attempt can't be ${DOING[doing]} now: ${why}.`);
}
