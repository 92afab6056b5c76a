import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureQuality } from './picture-quality.js';
import { randomFrom } from '../samples/random.js';
import { painted } from '../testing/arbitraries.js';

/** Smooth light with a few dark features, as a face has; `gain` scales the light, `noise` is its standard deviation. */
function face({ gain = 1, noise = 0, offset = 0 } = {}) {
  const random = randomFrom(7);
  const bell = () => noise && (Array.from({ length: 12 }, random).reduce((sum, n) => sum + n, 0) - 6) * noise;
  return painted(150, 150, (x, y) => {
    const feature = Math.hypot(x - 52, y - 60) < 8 || Math.hypot(x - 98, y - 60) < 8 || Math.abs(y - 105) < 4 ? 0.35 : 1;
    const light = gain * feature * (150 + 40 * Math.sin(x / 40)) + offset + bell();
    const level = Math.max(0, Math.min(255, Math.round(light)));
    return [level, level, level];
  });
}

describe('pictureQuality', () => {
  it('estimates the noise that was added', () => {
    for (const noise of [2, 5, 12]) {
      const estimate = pictureQuality(face({ noise })).noise;
      expect(estimate).toBeGreaterThan(noise * 0.8);
      expect(estimate).toBeLessThan(noise * 1.25);
    }
  });

  it('sees less contrast in less light, in proportion', () => {
    expect(pictureQuality(face({ gain: 0.25 })).contrast / pictureQuality(face()).contrast).toBeCloseTo(0.25, 1);
  });

  it('does not take a darker tone for a worse picture', () => {
    const plain = pictureQuality(face());
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), (offset) => {
        const shifted = pictureQuality(face({ offset }));
        expect(shifted.contrast).toBeCloseTo(plain.contrast, 0);
        expect(shifted.sharpness).toBeCloseTo(plain.sharpness, 2);
      }),
      { numRuns: 8 },
    );
  });

  it.each([0.4, 0.8, 1.2])('gives the same ratios in %d times the light', (gain) => {
    const plain = pictureQuality(face({ noise: 4 }));
    const lit = pictureQuality(face({ gain, noise: 4 * gain }));
    for (const ratio of [lit.sharpness / plain.sharpness, lit.contrast / lit.noise / (plain.contrast / plain.noise)]) {
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
    }
  });

  it('is the same in a mirror', () => {
    const plain = face({ noise: 3 });
    const mirrored = painted(150, 150, (x, y) => {
      const level = plain.data[(y * 150 + 149 - x) * 3] ?? 0;
      return [level, level, level];
    });
    const quality = pictureQuality(mirrored);
    // the inner part begins a pixel further to one side
    expect(quality.contrast).toBeCloseTo(pictureQuality(plain).contrast, -0.5);
    expect(quality.sharpness).toBeCloseTo(pictureQuality(plain).sharpness, 2);
    expect(quality.noise).toBeCloseTo(pictureQuality(plain).noise, 0);
  });

  it('falls with blur', () => {
    const sharp = face();
    const blurred = painted(150, 150, (x, y) => {
      let sum = 0;
      let count = 0;
      for (let v = Math.max(0, y - 5); v <= Math.min(149, y + 5); v++)
        for (let u = Math.max(0, x - 5); u <= Math.min(149, x + 5); u++, count++) sum += sharp.data[(v * 150 + u) * 3] ?? 0;
      const level = Math.round(sum / count);
      return [level, level, level];
    });
    expect(pictureQuality(blurred).sharpness).toBeLessThan(pictureQuality(sharp).sharpness / 3);
  });

  it('is without contrast and sharpness for a plain colour', () => {
    expect(pictureQuality(painted(150, 150, () => [90, 90, 90]))).toMatchObject({ contrast: 0, noise: 0, sharpness: 0 });
  });

  it('throws for a picture that is too small', () => {
    expect(() => pictureQuality(painted(15, 15, () => [0, 0, 0]))).toThrow(RangeError);
  });
});
