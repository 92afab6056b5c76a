import { describe, expect, it } from 'vitest';
import { frameVariant } from './frame-variant.js';

describe('frameVariant', () => {
  it('is plain for 0, and the same again for the same number', () => {
    expect(frameVariant(0)).toMatchObject({ shiftX: 0, shiftY: 0, zoom: 1, light: 1 });
    expect(frameVariant(7)).toEqual(frameVariant(7));
  });

  it('is another for each number, within the reach of a person who sits', () => {
    const variants = Array.from({ length: 200 }, (_, i) => frameVariant(i));
    expect(new Set(variants.map((variant) => JSON.stringify(variant))).size).toBe(200);
    for (const { shiftX, zoom, light, quality } of variants) {
      expect(Math.abs(shiftX)).toBeLessThanOrEqual(14);
      expect(Math.abs(zoom - 1)).toBeLessThanOrEqual(0.07);
      expect(Math.abs(light - 1)).toBeLessThanOrEqual(0.18);
      expect(quality).toBeGreaterThanOrEqual(76);
    }
  });
});
