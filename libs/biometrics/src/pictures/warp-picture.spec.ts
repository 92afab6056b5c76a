import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SimilarityTransform } from './similarity-transform.js';
import { painted } from '../testing/arbitraries.js';
import type { Picture } from '../types.js';
import { warpPicture } from './warp-picture.js';

/** The same sampled plainly, pixel by pixel and neighbour by neighbour. */
function plainly(picture: Picture, { a, b, dx, dy }: SimilarityTransform, size: number): Uint8Array {
  const level = (x: number, y: number, c: number) =>
    x < 0 || y < 0 || x >= picture.width || y >= picture.height ? 0 : picture.data[(y * picture.width + x) * 3 + c]!;
  return Uint8Array.from({ length: size * size * 3 }, (_, i) => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % size, Math.floor(i / 3 / size)];
    const sourceX = (a * (x - dx) + b * (y - dy)) / (a * a + b * b);
    const sourceY = (a * (y - dy) - b * (x - dx)) / (a * a + b * b);
    const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
    const [right, low] = [sourceX - left, sourceY - top];
    const upper = level(left, top, c) * (1 - right) + level(left + 1, top, c) * right;
    const lower = level(left, top + 1, c) * (1 - right) + level(left + 1, top + 1, c) * right;
    return upper * (1 - low) + lower * low + 0.5;
  });
}

const picture = painted(31, 23, (x, y) => [x * 8, y * 11, (x * y) % 256]);

describe('warpPicture', () => {
  it('samples inside, at and beyond the border alike, byte for byte', () => {
    const part = fc.double({ min: -3, max: 3, noNaN: true });
    const shift = fc.double({ min: -40, max: 40, noNaN: true });
    fc.assert(
      fc.property(part, part, shift, shift, (a, b, dx, dy) => {
        fc.pre(Math.hypot(a, b) > 0.05);
        expect(warpPicture(picture, { a, b, dx, dy }, 12).data).toEqual(plainly(picture, { a, b, dx, dy }, 12));
      }),
    );
  });

  it('copies where nothing is turned, scaled or shifted, the last row and column too', () => {
    const square = painted(9, 9, (x, y) => [x, y, x * y]);
    expect(warpPicture(square, { a: 1, b: 0, dx: 0, dy: 0 }, 9)).toEqual(square);
  });
});
