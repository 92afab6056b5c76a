import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offBy } from './true-canvas.ts';

const level = fc.nat({ max: 255 });
const colour = fc.tuple(level, level, level);
const filled = (pixels: readonly (readonly [number, number, number])[]) =>
  Uint8ClampedArray.from(pixels.flatMap(([red, green, blue]) => [red, green, blue, 255]));

describe('offBy', () => {
  it('is nothing for the colour that was drawn, and the mean of what every level is off otherwise', () => {
    fc.assert(
      fc.property(colour, fc.array(colour, { minLength: 1, maxLength: 64 }), (drawn, pixels) => {
        expect(offBy(filled(pixels.map(() => drawn)), drawn)).toBe(0);
        const off = pixels.flatMap((pixel) => pixel.map((value, i) => Math.abs(value - (drawn[i] ?? 0))));
        expect(offBy(filled(pixels), drawn)).toBeCloseTo(off.reduce((sum, value) => sum + value, 0) / off.length);
      }),
    );
  });

  it('tells a canvas of noise, and a white one, from one on which a browser changes a few levels by one', () => {
    const drawn = [200, 100, 50] as const;
    const noise = filled(Array.from({ length: 64 }, (_, i) => [(i * 97) % 256, (i * 57) % 256, (i * 31) % 256] as const));
    expect(offBy(noise, drawn)).toBeGreaterThan(40);
    expect(offBy(filled(Array.from({ length: 64 }, () => [255, 255, 255] as const)), drawn)).toBeGreaterThan(40);
    expect(offBy(filled(Array.from({ length: 64 }, () => [201, 99, 51] as const)), drawn)).toBe(1);
  });
});
