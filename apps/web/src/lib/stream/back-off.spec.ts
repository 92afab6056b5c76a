import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOff } from './back-off.ts';

describe('backOff', () => {
  it('grows with each try and never passes a quarter of a minute', () => {
    expect([0, 1, 2, 3, 10, 1000].map((tries) => backOff(tries, 0.999_999))).toEqual([500, 1000, 2000, 4000, 15_000, 15_000]);
  });

  it('stays between a tenth of a second and a quarter of a minute', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (tries, random) => {
        const wait = backOff(tries, random);
        expect(wait).toBeGreaterThanOrEqual(100);
        expect(wait).toBeLessThanOrEqual(15_000);
      }),
    );
  });
});
