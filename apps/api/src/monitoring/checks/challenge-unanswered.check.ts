import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';

interface State {
  /** Requests in a row that a connected page left unanswered. */
  unanswered: number;
}

const IN_A_ROW = 2;

/** Frames that the server asked for did not come, twice in a row. Lasts until one is answered; the page's word that it has none neither counts nor makes good. */
export const challengeUnanswered: Check<State> = {
  kind: 'challenge_unanswered',
  initial: { unanswered: 0 },
  on: () => true,
  lasting: true,
  judge(state, observation) {
    if (observation.type !== 'challenge' || observation.outcome === 'unable') return { state };
    if (observation.outcome === 'answered') return { state: { unanswered: 0 }, ended: true };
    const unanswered = state.unanswered + 1;
    if (unanswered < IN_A_ROW) return { state: { unanswered } };
    const { severity } = VIOLATIONS.challenge_unanswered;
    return { state: { unanswered }, offence: { at: observation.at, confirmed: true, severity, measurements: { unanswered } } };
  },
};
