import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';

interface State {
  /** When the page said that it has no picture, within the window. */
  said: readonly number[];
}

const WINDOW_MS = 10 * 60_000;
const REQUESTS = 3;
/** A tab that is away for a moment is asked several times in it. */
const LEAST_MS = 60_000;

/**
 * Asked for a frame, the page says again and again that it cannot take one. Always a suspicion: an honest page says so as well, and a person decides.
 * Lasts until a frame is answered.
 */
export const pictureUnavailable: Check<State> = {
  kind: 'picture_unavailable',
  initial: { said: [] },
  on: () => true,
  lasting: true,
  judge(state, observation) {
    if (observation.type !== 'challenge') return { state };
    // what was said before stays in mind: every second request answered is not enough
    if (observation.outcome !== 'unable') return { state, ended: observation.outcome === 'answered' };
    const { at, reason } = observation;
    const said = [...state.said, at].filter((when) => at - when <= WINDOW_MS);
    const lasted = at - (said[0] ?? at);
    if (said.length < REQUESTS || lasted < LEAST_MS) return { state: { said } };
    const { severity } = VIOLATIONS.picture_unavailable;
    const measurements = { requests: said.length, seconds: Math.round(lasted / 1000), reason };
    return { state: { said }, offence: { at, confirmed: false, severity, measurements } };
  },
};
