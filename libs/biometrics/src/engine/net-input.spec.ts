import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillNetInput } from './net-input.js';
import type { NetInput } from './net-input.js';
import { painted } from '../testing/arbitraries.js';
import type { Box, Picture } from '../types.js';

const MEAN = [122.782, 117.001, 104.298] as const;

/** The same in the order in which face-api does it: cut out, pad, scale, normalise. Slow and plain. */
function plainly(picture: Picture, part: Box, { size, mean, divisor, centred }: NetInput): Float32Array {
  const square = Math.max(part.width, part.height);
  const [width, height] = [square - part.width, square - part.height].map((room) => (centred ? room - Math.round(room / 2) : 0));
  const padded = (x: number, y: number, channel: number) => {
    const column = x - width!;
    const row = y - height!;
    if (column < 0 || row < 0 || column >= part.width || row >= part.height) return 0;
    return picture.data[((part.y + row) * picture.width + part.x + column) * 3 + channel]!;
  };
  const step = Math.fround(square / size);
  return Float32Array.from({ length: size * size * 3 }, (_, i) => {
    const channel = Math.floor(i / size / size);
    const [x, y] = [i % size, Math.floor(i / size) % size].map((place) => Math.fround(place * step));
    const [left, top] = [Math.floor(x!), Math.floor(y!)];
    const [right, bottom] = [left, top].map((at) => Math.min(at + 1, square - 1));
    const upper = padded(left, top, channel) * (1 - x! + left) + padded(right!, top, channel) * (x! - left);
    const lower = padded(left, bottom!, channel) * (1 - x! + left) + padded(right!, bottom!, channel) * (x! - left);
    return (upper * (1 - y! + top) + lower * (y! - top) - mean[channel]!) / divisor;
  });
}

const cases = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    size: fc.integer({ min: 1, max: 24 }),
    centred: fc.boolean(),
    seed: fc.nat(1000),
  })
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      x: fc.nat(shape.width - 1),
      y: fc.nat(shape.height - 1),
      width: fc.integer({ min: 1, max: shape.width }),
      height: fc.integer({ min: 1, max: shape.height }),
    }),
  );

describe('fillNetInput', () => {
  it('pads, scales and normalises any part of any picture', () => {
    fc.assert(
      fc.property(cases, ({ shape: { width, height, size, centred, seed }, x, y, ...part }) => {
        const picture = painted(width, height, (column, row) => [
          (column * 37 + row * 11 + seed) % 256,
          (column * row + seed) % 256,
          (seed * (row + 1) + column * 5) % 256,
        ]);
        const box = { x, y, width: Math.min(part.width, width - x), height: Math.min(part.height, height - y) };
        const input = { size, mean: MEAN, divisor: 255, centred };
        // what was there before must not matter
        const target = new Float32Array(size * size * 3).fill(99);
        fillNetInput(target, picture, box, input);
        const expected = plainly(picture, box, input);
        target.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-6));
      }),
    );
  });

  it('lays channel after channel, and takes a picture of the right size as it is', () => {
    const picture = painted(2, 2, (x, y) => [10 * x, 20 * y, 255]);
    const target = new Float32Array(12);
    fillNetInput(target, picture, { x: 0, y: 0, width: 2, height: 2 }, { size: 2, mean: [0, 10, 127.5], divisor: 1, centred: true });
    expect([...target]).toEqual([0, 10, 0, 10, -10, -10, 10, 10, 127.5, 127.5, 127.5, 127.5]);
  });

  it('refuses a target of another size, and a part without pixels', () => {
    const picture = painted(4, 4, () => [1, 2, 3]);
    const input = { size: 2, mean: MEAN, divisor: 255, centred: false };
    expect(() => fillNetInput(new Float32Array(11), picture, { x: 0, y: 0, width: 4, height: 4 }, input)).toThrow(RangeError);
    expect(() => fillNetInput(new Float32Array(12), picture, { x: 0, y: 0, width: 0, height: 4 }, input)).toThrow(RangeError);
  });
});
