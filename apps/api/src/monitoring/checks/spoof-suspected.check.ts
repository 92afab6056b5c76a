import { SPOOF_START, spoofScore, type SpoofState } from '@invigil/biometrics';
import { VIOLATIONS, type LivenessFault, type Policy } from '@invigil/shared';
import type { Check, Judged } from './check.js';
import type { LivenessObservation, ServerFrame } from './observation.js';

const SUSPECTED = 0.3;
/** Movements that were asked for did not come once; they may be repeated. */
const FAILED_ONCE = 0.5;
/** How far back failures count, and how long the same picture again is a reason to ask. */
const HOUR_MS = 3_600_000;
const REPEAT_MS = 60_000;

interface State {
  passive: SpoofState;
  score: number;
  frames: number;
  /** When exactly the same picture came last. */
  repeatedAt: number | null;
  failedAt: readonly number[];
  reason: LivenessFault | null;
  confirmedAt: number | null;
}

const NOTHING: State = { passive: SPOOF_START, score: 0, frames: 0, repeatedAt: null, failedAt: [], reason: null, confirmedAt: null };

function offence(state: State, at: number, { spoof }: Policy, frameId: string | null): Judged<State> {
  const failed = state.failedAt.length;
  const confirmed = failed >= spoof.fails;
  return {
    state: confirmed ? { ...state, confirmedAt: state.confirmedAt ?? at } : state,
    offence: {
      at,
      confirmed,
      severity: confirmed ? VIOLATIONS.spoof_suspected.severity : failed > 0 ? FAILED_ONCE : SUSPECTED,
      measurements: { score: state.score, frames: state.frames, repeated: state.repeatedAt !== null, failed, reason: state.reason },
      ...(frameId === null ? {} : { frameId }),
    },
  };
}

const doubted = ({ score, repeatedAt, failedAt }: State, at: number, { spoof }: Policy): boolean =>
  score >= spoof.score || (repeatedAt !== null && at - repeatedAt <= REPEAT_MS) || failedAt.some((time) => at - time <= HOUR_MS);

function onFrame(before: State, { at, screen, landmarks, repeat, frameId }: ServerFrame, policy: Policy): Judged<State> {
  const { state: passive, score, frames } = spoofScore(before.passive, { screen, at, ...(landmarks ? { landmarks } : {}) });
  const state = { ...before, passive, score, frames, repeatedAt: repeat ? at : before.repeatedAt };
  if (state.confirmedAt !== null) return { state };
  return doubted(state, at, policy) ? offence(state, at, policy, frameId) : { state, ended: true };
}

function onLiveness(state: State, { at, outcome, reason, frameId }: LivenessObservation, policy: Policy): Judged<State> {
  switch (outcome) {
    case 'passed':
      return { state: NOTHING, ended: true };
    case 'void':
      return { state };
    case 'shown':
      return offence(state, at, policy, frameId);
    case 'failed':
      return offence({ ...state, reason, failedAt: [...state.failedAt.filter((time) => at - time <= HOUR_MS), at] }, at, policy, frameId);
  }
}

/**
 * Perhaps no living person: passive cues over several frames, or exactly the same picture again, mark it and make the server ask for head movements.
 * Only movements that fail confirm it, twice by default; movements that are done close it. Stillness is none of the cues, and a person decides in the end.
 */
export const spoofSuspected: Check<State> = {
  kind: 'spoof_suspected',
  initial: NOTHING,
  on: (policy) => policy.spoof.on,
  // it waits for the movements, however long nothing new is seen
  lasting: true,
  judge(state, observation, policy) {
    if (observation.type === 'frame') return onFrame(state, observation, policy);
    if (observation.type === 'liveness') return onLiveness(state, observation, policy);
    if (observation.type !== 'tick') return { state };
    const { at } = observation;
    if (state.confirmedAt !== null && at - state.confirmedAt > policy.mergeSeconds * 1000) return { state: NOTHING, ended: true };
    return state.confirmedAt === null && !doubted(state, at, policy) ? { state, ended: true } : { state };
  },
};
