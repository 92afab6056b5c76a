import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarityTransform } from './similarity-transform.js';

const triangle = [
  { x: 0, y: 0 },
  { x: 10, y: 2 },
  { x: 4, y: 9 },
];

describe('similarityTransform', () => {
  it('finds back what was turned, scaled and shifted', () => {
    const shift = fc.double({ min: -300, max: 300, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 8, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        shift,
        shift,
        (scale, angle, dx, dy) => {
          const a = scale * Math.cos(angle);
          const b = scale * Math.sin(angle);
          const found = similarityTransform(
            triangle,
            triangle.map(({ x, y }) => ({ x: a * x - b * y + dx, y: b * x + a * y + dy })),
          );
          expect(found.a).toBeCloseTo(a, 6);
          expect(found.b).toBeCloseTo(b, 6);
          expect(found.dx).toBeCloseTo(dx, 6);
          expect(found.dy).toBeCloseTo(dy, 6);
        },
      ),
    );
  });

  it('never mirrors', () => {
    const { a, b } = similarityTransform(
      triangle,
      triangle.map(({ x, y }) => ({ x: -x, y })),
    );
    expect(a * a + b * b).toBeLessThan(1);
  });

  it('throws for lists of different length and for points that fall together', () => {
    expect(() => similarityTransform(triangle, triangle.slice(1))).toThrow(RangeError);
    expect(() =>
      similarityTransform(
        [
          { x: 3, y: 3 },
          { x: 3, y: 3 },
        ],
        triangle.slice(1),
      ),
    ).toThrow(RangeError);
  });
});
