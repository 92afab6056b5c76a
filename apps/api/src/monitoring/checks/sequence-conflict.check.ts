import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';

/** Another content under a number that was already used: a page never does that by itself. */
export const sequenceConflict: Check<null> = {
  kind: 'sequence_conflict',
  initial: null,
  on: () => true,
  judge(state, observation) {
    if (observation.type !== 'conflict') return { state };
    const { severity } = VIOLATIONS.sequence_conflict;
    return { state, offence: { at: observation.at, confirmed: true, severity, measurements: { seq: observation.seq } } };
  },
};
