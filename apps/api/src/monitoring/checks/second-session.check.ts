import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';

/** A device that was silent for so long may have broken down: changing it is noted and does not count. */
const SILENT_MS = 30_000;

interface State {
  devices: number;
}

/** Another device took the attempt over. */
export const secondSession: Check<State> = {
  kind: 'second_session',
  initial: { devices: 1 },
  on: () => true,
  judge(state, observation) {
    if (observation.type !== 'device') return { state };
    const devices = state.devices + 1;
    const confirmed = observation.silentMs < SILENT_MS;
    const severity = confirmed ? VIOLATIONS.second_session.severity : 0;
    return { state: { devices }, offence: { at: observation.at, confirmed, severity, measurements: { devices } } };
  },
};
