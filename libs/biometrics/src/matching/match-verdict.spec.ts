import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchVerdict } from './match-verdict.js';

describe('matchVerdict', () => {
  it.each([
    [0, 'same'],
    [0.5, 'same'],
    [0.5000001, 'unsure'],
    [0.6, 'unsure'],
    [0.6000001, 'different'],
    [1.4, 'different'],
  ])('%d is %s', (distance, verdict) => {
    expect(matchVerdict(distance)).toBe(verdict);
  });

  it('takes its thresholds from the policy', () => {
    expect(matchVerdict(0.46, { same: 0.45, violation: 0.45 })).toBe('different');
  });

  it('never gets milder as the distance grows', () => {
    const order = ['same', 'unsure', 'different'];
    const distances = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        distances,
        distances,
        (a, b) => order.indexOf(matchVerdict(Math.min(a, b))) <= order.indexOf(matchVerdict(Math.max(a, b))),
      ),
    );
  });

  it.each([NaN, -0.1, Infinity])('throws for %d, which is no distance', (distance) => {
    expect(() => matchVerdict(distance)).toThrow(RangeError);
  });

  it.each([
    { same: 0.7, violation: 0.6 },
    { same: NaN, violation: 0.6 },
  ])('throws for thresholds out of order', (thresholds) => {
    expect(() => matchVerdict(0.3, thresholds)).toThrow(/policy/);
  });
});
