import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';
import type { LinkState } from './observation.js';

/** Since when the same number has been the first one missing. */
interface State {
  missing: { from: number; since: number } | null;
}

/** Twice the allowed silence: a page that comes back needs a moment to send what it kept. */
const PATIENCE = 2;

function track({ missing }: State, link: LinkState): State {
  if (link.missing === null) return { missing: null };
  return missing?.from === link.missing.from ? { missing } : { missing: { from: link.missing.from, since: link.at } };
}

/** Nothing is heard of the page, or numbers that it says it used never come. */
export const telemetryGap: Check<State> = {
  kind: 'telemetry_gap',
  initial: { missing: null },
  on: (policy) => policy.telemetryGap.on,
  judge(state, observation, { telemetryGap: { silentSeconds } }) {
    if (observation.type !== 'link') return { state };
    const next = track(state, observation);
    const { at, heardAt, missing } = observation;
    const silent = Math.max(0, at - heardAt) / 1000;
    const stuck = next.missing !== null && at - next.missing.since >= silentSeconds * PATIENCE * 1000;
    if (silent < silentSeconds && !stuck) return { state: next };
    return {
      state: next,
      offence: {
        at,
        confirmed: true,
        severity: VIOLATIONS.telemetry_gap.severity,
        measurements: { silentSeconds: Math.round(silent), missingFrom: missing?.from ?? null, missingTo: missing?.to ?? null },
      },
    };
  },
};
