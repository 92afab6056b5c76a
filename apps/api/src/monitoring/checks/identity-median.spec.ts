import { policySchema } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityMismatch } from './identity-mismatch.check.js';

const median = (five: readonly number[]): number => [...five].sort((a, b) => a - b)[2] ?? NaN;

describe('3 of 5, as the policy counts', () => {
  it('is the median of the last five distances', () => {
    const policy = policySchema.parse({ identity: { confirmSeconds: 0 } });
    const distances = fc.array(fc.double({ min: 0, max: 1.4, noNaN: true }), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(distances, (all) => {
        let state = identityMismatch.initial;
        all.forEach((distance, i) => {
          const sample = { type: 'sample', at: i * 2000, faces: 1, distance, unscorable: null, pose: null } as const;
          const judged = identityMismatch.judge(state, sample, policy);
          state = judged.state;
          if (i < 4) return;
          // what is not over the limit now is no offence now, whatever came before
          const over = distance > policy.identity.violation && median(all.slice(i - 4, i + 1)) > policy.identity.violation;
          expect(judged.offence?.confirmed ?? false).toBe(over);
        });
      }),
    );
  });
});
