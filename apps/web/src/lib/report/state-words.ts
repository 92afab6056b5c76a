import type { AttemptState, CheckInState } from '@invigil/shared';

const STATES = {
  checking_in: 'Checking in',
  in_progress: 'In progress',
  paused: 'Paused',
  submitted: 'Submitted',
  terminated: 'Terminated',
  expired: 'Never started',
} as const satisfies Record<AttemptState, string>;

/** Where an attempt stands, with a word on how the student got in where a person decided. */
export function stateWords({ state, checkIn }: { state: AttemptState; checkIn: CheckInState }): string {
  return checkIn === 'admitted' ? `${STATES[state]}, admitted by a person` : STATES[state];
}
