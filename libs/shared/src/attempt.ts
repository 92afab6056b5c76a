import { z } from 'zod';

export const ATTEMPT_STATES = ['checking_in', 'in_progress', 'paused', 'submitted', 'terminated', 'expired'] as const;
export const attemptStateSchema = z.enum(ATTEMPT_STATES);
export type AttemptState = z.infer<typeof attemptStateSchema>;

/** What may follow what. `expired` means never started; when time is up the server submits what is saved. */
export const ATTEMPT_TRANSITIONS = {
  checking_in: ['in_progress', 'terminated', 'expired'],
  in_progress: ['paused', 'submitted', 'terminated'],
  paused: ['in_progress', 'submitted', 'terminated'],
  submitted: [],
  terminated: [],
  expired: [],
} as const satisfies Record<AttemptState, readonly AttemptState[]>;

/** True when an attempt in state `from` may go to state `to`. */
export const canBecome = (from: AttemptState, to: AttemptState): boolean =>
  (ATTEMPT_TRANSITIONS[from] as readonly AttemptState[]).includes(to);

/** True for the states that nothing follows. */
export const isOver = (state: AttemptState): boolean => ATTEMPT_TRANSITIONS[state].length === 0;

/**
 * How far the check-in is. `waiting`: a person has been asked, or three tries failed; a proctor decides with both pictures.
 * `matched`: 1:1 match passed. `admitted`: a person let the student in. `refused`: a person did not.
 */
export const CHECK_IN_STATES = ['open', 'waiting', 'matched', 'admitted', 'refused'] as const;
export const checkInStateSchema = z.enum(CHECK_IN_STATES);
export type CheckInState = z.infer<typeof checkInStateSchema>;
export const CHECK_IN_TRIES = 3;
