import type { Policy } from '@invigil/shared';
import type { Check } from './check.js';
import type { PageSample, ServerFrame } from './observation.js';

interface State {
  /** Since when nobody has seen a face, page or server; null while one is seen. */
  since: number | null;
  /** Since when the server's own frames show none, whatever the page says. */
  serverSince: number | null;
}

/** Severity after so many seconds; null while it is too short to be noted. */
function severityAfter(seconds: number, { logSeconds, lowSeconds, highSeconds }: Policy['faceMissing']): number | null {
  if (seconds >= highSeconds) return 0.4;
  if (seconds >= lowSeconds) return 0.2;
  return seconds >= logSeconds ? 0 : null;
}

function track(state: State, { type, at, faces }: PageSample | ServerFrame): State {
  if (faces === 0) return { since: state.since ?? at, serverSince: type === 'frame' ? (state.serverSince ?? at) : state.serverSince };
  return { since: null, serverSince: type === 'frame' ? null : state.serverSince };
}

/** What was seen in the dark, or through a covered lens, says nothing about the chair; the page's word for it hides nothing from the server's own frames. */
const unseen = (state: State, { type }: PageSample | ServerFrame): State => (type === 'frame' ? NOBODY_MISSED : { ...state, since: null });
const NOBODY_MISSED: State = { since: null, serverSince: null };

/** No face in view: noted first, then it counts little, then more. A page whose face engine failed did not look. */
export const faceMissing: Check<State> = {
  kind: 'face_missing',
  initial: NOBODY_MISSED,
  on: (policy) => policy.faceMissing.on,
  judge(state, observation, policy) {
    if ((observation.type !== 'sample' && observation.type !== 'frame') || observation.unscorable === 'no_engine') return { state };
    if (observation.faces === 0 && observation.unscorable === 'dark') return { state: unseen(state, observation) };
    const next = track(state, observation);
    if (observation.faces > 0) return { state: next };
    const { at } = observation;
    const since = observation.type === 'frame' ? Math.min(next.since ?? at, next.serverSince ?? at) : (next.since ?? at);
    const missingSeconds = Math.max(0, at - since) / 1000;
    const severity = severityAfter(missingSeconds, policy.faceMissing);
    if (severity === null) return { state: next };
    return {
      state: next,
      offence: {
        at,
        confirmed: severity > 0,
        severity,
        measurements: { missingSeconds },
        ...(observation.type === 'frame' ? { frameId: observation.frameId } : {}),
      },
    };
  },
};
