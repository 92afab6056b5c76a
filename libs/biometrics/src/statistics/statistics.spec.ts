import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalErrorRate, errorRates, thresholdForFalseMatch } from './error-rates.js';
import { wilsonInterval } from './wilson-interval.js';

const distances = fc.array(fc.double({ min: 0, max: 1.4, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('wilsonInterval', () => {
  it.each([
    [12, 126, 0.0553, 0.1591],
    [96, 2814, 0.028, 0.0415],
    [0, 62, 0, 0.0583],
    [62, 62, 0.9417, 1],
  ])('gives the published bounds for %i of %i', (count, of, low, high) => {
    const share = wilsonInterval(count, of);
    expect(share.rate).toBe(count / of);
    expect(share.low).toBeCloseTo(low, 3);
    expect(share.high).toBeCloseTo(high, 3);
  });

  it('holds the share, and narrows with more cases', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const share = wilsonInterval(Math.round(part * of), of);
        const tenfold = wilsonInterval(10 * share.count, 10 * of);
        expect(share.low).toBeLessThanOrEqual(share.rate);
        expect(share.high).toBeGreaterThanOrEqual(share.rate);
        expect(tenfold.high - tenfold.low).toBeLessThan(share.high - share.low);
      }),
    );
  });

  it('knows nothing of nothing, and refuses what is no count', () => {
    expect(wilsonInterval(0, 0)).toMatchObject({ rate: NaN, low: 0, high: 1 });
    for (const [count, of] of [
      [2, 1],
      [-1, 3],
      [0.5, 3],
      [NaN, 3],
    ] as const)
      expect(() => wilsonInterval(count, of)).toThrow(RangeError);
  });
});

describe('errorRates', () => {
  it('counts a distance at the threshold as a match', () => {
    const rates = errorRates({ genuine: [0.3, 0.6, 0.61], impostor: [0.5, 0.6, 0.7, 0.8] }, 0.6);
    expect(rates.falseNonMatch).toMatchObject({ count: 1, of: 3 });
    expect(rates.falseMatch).toMatchObject({ count: 2, of: 4 });
  });

  it('trades one error for the other as the threshold rises', () => {
    fc.assert(
      fc.property(distances, distances, fc.double({ min: 0, max: 1, noNaN: true }), (genuine, impostor, threshold) => {
        const strict = errorRates({ genuine, impostor }, threshold);
        const mild = errorRates({ genuine, impostor }, threshold + 0.1);
        expect(mild.falseNonMatch.count).toBeLessThanOrEqual(strict.falseNonMatch.count);
        expect(mild.falseMatch.count).toBeGreaterThanOrEqual(strict.falseMatch.count);
      }),
    );
  });

  it.each([NaN, -0.1, Infinity])('refuses %d, which is no distance', (value) => {
    expect(() => errorRates({ genuine: [value], impostor: [] }, 0.6)).toThrow(RangeError);
    expect(() => equalErrorRate({ genuine: [0.4], impostor: [value] })).toThrow(RangeError);
    expect(() => thresholdForFalseMatch([value], 0.001)).toThrow(RangeError);
  });
});

describe('equalErrorRate', () => {
  it('is 0 where the two kinds lie apart', () => {
    const { rate, threshold } = equalErrorRate({ genuine: [0.2, 0.4], impostor: [0.7, 0.9] });
    expect(rate).toBe(0);
    expect(threshold).toBeGreaterThanOrEqual(0.4);
    expect(threshold).toBeLessThan(0.7);
  });

  it('is a half where they are the same', () => {
    const same = Array.from({ length: 100 }, (_, i) => i / 100);
    expect(equalErrorRate({ genuine: same, impostor: same }).rate).toBeCloseTo(0.5, 1);
  });

  it('does not depend on the order, nor on the unit of the distances', () => {
    fc.assert(
      fc.property(distances, distances, (genuine, impostor) => {
        const { rate } = equalErrorRate({ genuine, impostor });
        expect(equalErrorRate({ genuine: genuine.toReversed(), impostor: impostor.toReversed() }).rate).toBe(rate);
        expect(equalErrorRate({ genuine: genuine.map((d) => d * 2), impostor: impostor.map((d) => d * 2) }).rate).toBe(rate);
      }),
    );
  });

  it('is unknown without pairs of both kinds', () => {
    expect(equalErrorRate({ genuine: [0.3], impostor: [] }).rate).toBeNaN();
  });
});

describe('thresholdForFalseMatch', () => {
  const thousands = Array.from({ length: 3000 }, (_, i) => 0.5 + i / 10_000);

  it('lets no more than the share under it', () => {
    const { threshold, low, high } = thresholdForFalseMatch(thousands, 0.001);
    expect(thousands.filter((d) => d < threshold)).toHaveLength(3);
    expect(low).toBeLessThan(threshold);
    expect(high).toBeGreaterThan(threshold);
  });

  it('is the smallest distance seen when there are too few to tell', () => {
    expect(thresholdForFalseMatch([0.8, 0.55, 0.9], 0.001).threshold).toBe(0.55);
    expect(thresholdForFalseMatch([], 0.001).threshold).toBeNaN();
  });

  it('refuses a share that is none', () => {
    for (const rate of [-0.1, 1, NaN]) expect(() => thresholdForFalseMatch(thousands, rate)).toThrow(RangeError);
  });
});
