import { livenessNow } from '@invigil/biometrics';
import type { LivenessTurn } from '@invigil/shared';
import { stepOf } from '../../liveness/step-of.js';
import type { FaceRun } from '../tickets/face-run.entity.js';
import type { RunningRun } from './running-run.js';

export type Outcome = NonNullable<FaceRun['outcome']>;
export type Reason = FaceRun['reason'];

/** Why it failed is not said: it would teach a cheat, and accuse somebody whose camera is poor. */
function message(outcome: Outcome, reason: Reason): string {
  if (outcome === 'passed') return 'Thank you, that was all.';
  if (outcome === 'failed')
    return 'That did not work this time. Move slowly, one movement at a time, stay alone in the picture, and try again.';
  if (reason === 'slow')
    return 'Too few pictures came through. That is the fault of the line or the computer, not yours: close other programs and try again.';
  if (reason === 'unclear')
    return 'The movements were right, but your face was not clear enough in the pictures. Turn on a light in front of you, come closer, and try again.';
  return 'The check was interrupted, which is not your fault. Try again.';
}

/** A run that goes on, as its page sees it. */
export function runningTurn({ id, run }: Pick<RunningRun, 'id' | 'run'>, now: number): LivenessTurn {
  const secondsLeft = Math.max(0, Math.ceil((run.deadlineAt - now) / 1000));
  return { runId: id, state: 'running', nonce: livenessNow(run).nonce, task: stepOf(run), secondsLeft, ticket: null, message: null };
}

/** A run that is over, as its page sees it. */
export const endedTurn = (runId: string, outcome: Outcome, reason: Reason, ticket: string | null): LivenessTurn => ({
  runId,
  state: outcome,
  nonce: '',
  task: null,
  secondsLeft: null,
  ticket,
  message: message(outcome, reason),
});
