import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';

const SUSPECTED = 0.3;

interface Scored {
  at: number;
  distance: number;
  over: boolean;
}
interface State {
  /** The newest scorable observations, page's and server's. */
  recent: readonly Scored[];
  /** The newest scorable frame of the server: whether it, and the one before it, was over the threshold. */
  server: { frameId: string; over: boolean; before: boolean } | null;
}

/**
 * Another person than the enrolled one. Suspected at once on a scorable distance over the threshold. Confirmed when enough of the newest observations
 * over enough seconds are: with the default of 3 among 5, exactly when the median of the last five distances lies over it. Or when the server saw it on one frame and again on one that it had asked for or looked at with SSD.
 * A face that cannot be scored says nothing.
 */
export const identityMismatch: Check<State> = {
  kind: 'identity_mismatch',
  initial: { recent: [], server: null },
  on: (policy) => policy.identity.on,
  judge(state, observation, { identity }) {
    if ((observation.type !== 'sample' && observation.type !== 'frame') || observation.distance === null) return { state };
    const { at, distance } = observation;
    const over = distance > identity.violation;
    const byServer = observation.type === 'frame';
    // a frame that a crash brings back is no other observation
    const again = byServer && state.server?.frameId === observation.frameId;
    const recent = again ? state.recent : [...state.recent, { at, distance, over }].slice(-identity.confirmOf);
    const before = (again ? state.server?.before : state.server?.over) ?? false;
    const next: State = { recent, server: byServer ? { frameId: observation.frameId, over, before } : state.server };
    if (!over) return { state: next };
    const hits = recent.filter((scored) => scored.over);
    const times = hits.map((scored) => scored.at);
    const often = hits.length >= identity.confirmHits && Math.max(...times) - Math.min(...times) >= identity.confirmSeconds * 1000;
    const rechecked = byServer && before && (observation.challenged || observation.reliable);
    const confirmed = often || rechecked;
    return {
      state: next,
      offence: {
        at,
        confirmed,
        severity: confirmed ? VIOLATIONS.identity_mismatch.severity : SUSPECTED,
        measurements: { distance, threshold: identity.violation, observations: hits.length, source: byServer ? 'server' : 'page' },
        ...(byServer ? { frameId: observation.frameId } : {}),
      },
    };
  },
};
