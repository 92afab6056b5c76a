import { DEFAULT_POLICY } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../checks/observation.js';
import { isUnsure } from './is-unsure.js';

const seen = (distance: number | null): Observation => ({ type: 'sample', at: 0, faces: 1, distance, unscorable: null, pose: null });
const { identity } = DEFAULT_POLICY;

describe('isUnsure', () => {
  it('is what lies over "same" and not over "violation", on either side’s looks', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1.4, noNaN: true }), (distance) => {
        expect(isUnsure(seen(distance), DEFAULT_POLICY)).toBe(distance > identity.same && distance <= identity.violation);
      }),
    );
  });

  it('is nothing without a face to compare, nor where the policy does not ask again', () => {
    expect(isUnsure(seen(null), DEFAULT_POLICY)).toBe(false);
    expect(isUnsure({ type: 'tick', at: 0 }, DEFAULT_POLICY)).toBe(false);
    expect(isUnsure(seen(0.55), { identity: { ...identity, askAgain: false } })).toBe(false);
    expect(isUnsure(seen(0.55), { identity: { ...identity, on: false } })).toBe(false);
    expect(isUnsure(seen(0.55), { identity: { ...identity, same: 0.6, violation: 0.5 } })).toBe(false);
  });
});
