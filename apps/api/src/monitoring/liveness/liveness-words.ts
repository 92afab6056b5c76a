import { livenessNow, type LivenessRun } from '@invigil/biometrics';
import type { LivenessState } from '@invigil/shared';
import { stepOf } from '../../liveness/step-of.js';
import type { AskedRun, LivenessOutcome, LivenessReason } from '../memory/liveness-mind.js';

/** What happens next, in words for the person. Why it failed is for staff: it would teach a cheat, and accuse somebody whose camera is poor. */
function livenessMessage(outcome: LivenessOutcome, reason: LivenessReason | null, again: boolean): string {
  if (outcome === 'passed') return 'Thank you, that was all. Go on with your exam.';
  if (reason === 'declined') return 'A person has been told and will look in on you. It does not count against you. Go on with your exam.';
  if (reason === 'slow')
    return 'Too few pictures came through to finish the check. It does not count against you. A person has been told and will look in on you. Go on with your exam.';
  if (outcome === 'void') return 'The check was interrupted. That does not count against you. Go on with your exam.';
  return again
    ? 'That did not work this time. You can try once more: move slowly, and stay alone in the picture.'
    : 'That did not work. A person will look at it and decide. Go on with your exam.';
}

/** A run as its page sees it: one movement at a time. */
export const runningState = ({ id }: AskedRun, run: LivenessRun): LivenessState => ({
  runId: id,
  state: 'running',
  nonce: livenessNow(run).nonce,
  step: stepOf(run),
  deadlineMs: run.deadlineAt,
  message: null,
});

/** A run that is over, as its page sees it. */
export const endedState = ({ id }: AskedRun, outcome: LivenessOutcome, reason: LivenessReason | null, again: boolean): LivenessState => ({
  runId: id,
  state: outcome,
  nonce: '',
  step: null,
  deadlineMs: null,
  message: livenessMessage(outcome, reason, again),
});
