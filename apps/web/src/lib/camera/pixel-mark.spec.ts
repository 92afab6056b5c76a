import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pixelMark } from './pixel-mark.ts';

const pictures = fc.array(fc.nat({ max: 255 }), { minLength: 1, maxLength: 300 }).map((levels) => {
  const rgba = new Uint8ClampedArray(4 * levels.length);
  levels.forEach((level, i) => rgba.set([level, 255 - level, level >> 1, 255], 4 * i));
  return rgba;
});

describe('pixelMark', () => {
  it('is the same for the same picture', () => {
    fc.assert(
      fc.property(pictures, (rgba) => {
        expect(pixelMark(rgba.slice())).toBe(pixelMark(rgba));
      }),
    );
  });

  it('is another one where a single level is, wherever it is and however little it moves', () => {
    fc.assert(
      fc.property(pictures, fc.nat(), fc.constantFrom(1, -1), (rgba, at, by) => {
        const moved = rgba.slice();
        const place = at % moved.length;
        moved[place] = ((rgba[place] ?? 0) + by + 256) % 256;
        expect(pixelMark(moved)).not.toBe(pixelMark(rgba));
      }),
    );
  });
});
