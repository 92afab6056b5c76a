import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';

interface State {
  /** Frames in a row on which page and server disagree. */
  frames: number;
  /** The largest distance to the template that the server computed on them. */
  serverDistance: number | null;
}

const FRAMES = 2;
const larger = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));

/**
 * The page's descriptor of a frame is not of that frame. Scored only where the server itself sees another person than the enrolled one:
 * browsers that add noise to pictures disagree, too, and that is no offence.
 */
export const descriptorForged: Check<State> = {
  kind: 'descriptor_forged',
  initial: { frames: 0, serverDistance: null },
  on: (policy) => policy.descriptorForged.on,
  judge(state, observation, { descriptorForged: { noise }, identity }) {
    if (observation.type !== 'frame' || observation.between === null) return { state };
    const { at, between, frameId } = observation;
    if (between <= noise) return { state: { frames: 0, serverDistance: null } };
    const next: State = { frames: state.frames + 1, serverDistance: larger(state.serverDistance, observation.distance) };
    if (next.frames < FRAMES) return { state: next };
    const scored = next.serverDistance !== null && next.serverDistance > identity.violation;
    return {
      state: next,
      offence: {
        at,
        confirmed: scored,
        severity: scored ? VIOLATIONS.descriptor_forged.severity : 0,
        measurements: { between, noise, serverDistance: next.serverDistance, frames: next.frames },
        frameId,
      },
    };
  },
};
