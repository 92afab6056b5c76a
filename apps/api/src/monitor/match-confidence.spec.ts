import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchConfidence } from './match-confidence.js';

const tolerance = fc.double({ min: 0.2, max: 0.6, noNaN: true });
const distance = fc.double({ min: 0, max: 2, noNaN: true });

describe('matchConfidence', () => {
  it('is whole, all at no distance, half at the tolerance and nothing at twice that', () => {
    expect([0, 0.25, 0.5, 0.75, 1, 3].map((at) => matchConfidence(at, 0.5))).toEqual([100, 75, 50, 25, 0, 0]);
  });

  it('never rises with the distance, and is 50 or more for exactly those within the tolerance, but for rounding', () => {
    fc.assert(
      fc.property(distance, distance, tolerance, (a, b, most) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        expect(matchConfidence(near, most)).toBeGreaterThanOrEqual(matchConfidence(far, most));
        if (a <= most) expect(matchConfidence(a, most)).toBeGreaterThanOrEqual(50);
        if (a > most * 1.02) expect(matchConfidence(a, most)).toBeLessThan(50);
        expect(Number.isInteger(matchConfidence(a, most))).toBe(true);
      }),
    );
  });

  it.each([
    [-0.1, 0.5],
    [NaN, 0.5],
    [0.3, 0],
  ])('refuses %d at %d', (at, most) => {
    expect(() => matchConfidence(at, most)).toThrow(RangeError);
  });
});
