import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';

const SUSPECTED = 0.3;

interface State {
  /** Observations in a row with several faces; null after one with fewer. */
  streak: { since: number; until: number; count: number; frameId: string | null } | null;
  /** The newest frame on which SSD counted showed several. */
  counted: boolean;
}

/**
 * More than one face. A lone claim only suspects; confirmed by enough observations in a row over enough seconds, or by two of the server's own frames
 * in a row on which SSD counted (it alone sees a phantom on one picture in twenty-five).
 */
export const multipleFaces: Check<State> = {
  kind: 'multiple_faces',
  initial: { streak: null, counted: false },
  on: (policy) => policy.multipleFaces.on,
  judge(state, observation, { multipleFaces: rule }) {
    if (observation.type !== 'sample' && observation.type !== 'frame') return { state };
    const { at, faces } = observation;
    const counts = observation.type === 'frame' && observation.reliable;
    // the small detector misses most second faces: its "one" is no news
    if (observation.type === 'frame' && !counts && faces < 2) return { state };
    if (faces < 2) return { state: { streak: null, counted: counts ? false : state.counted } };
    const { since, until, count, frameId: last } = state.streak ?? { since: at, until: at, count: 0, frameId: null };
    const frameId = observation.type === 'frame' ? observation.frameId : null;
    // a frame that a crash brings back is no other observation
    const again = frameId !== null && frameId === last;
    const streak = { since: Math.min(since, at), until: Math.max(until, at), count: again ? count : count + 1, frameId };
    const often = streak.count >= rule.observations && streak.until - streak.since >= rule.seconds * 1000;
    const confirmed = often || (counts && state.counted);
    return {
      state: { streak, counted: counts || state.counted },
      offence: {
        at,
        confirmed,
        severity: confirmed ? VIOLATIONS.multiple_faces.severity : SUSPECTED,
        measurements: { faces, observations: streak.count },
        ...(frameId === null ? {} : { frameId }),
      },
    };
  },
};
