import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valuesAtRanks } from './values-at-ranks.js';

describe('valuesAtRanks', () => {
  it('gives what sorting gives', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 300, noNaN: true }), fc.nat(260), fc.double({ min: 0, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (values, shares) => {
        const ranks = shares.map((share) => Math.floor(share * (values.length - 1)));
        const sorted = Float64Array.from(values).sort();
        expect(valuesAtRanks(Float64Array.from(values), ranks)).toEqual(ranks.map((rank) => sorted[rank]));
      }),
    );
  });

  it.each([-1, 3, NaN])('refuses rank %s of three', (rank) => {
    expect(() => valuesAtRanks(Float64Array.of(1, 2, 3), [rank])).toThrow(RangeError);
  });
});
