import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignFace } from './align-face.js';
import { MEAN_FACE } from './mean-face.js';
import { frontalFace, painted } from '../testing/arbitraries.js';

const picture = painted(400, 360, (x, y) => [x % 256, y % 256, (x + y) % 256]);
const frame = { size: 160, padding: 0.4, down: 0.05 };
const faces = fc.record({
  size: fc.integer({ min: 30, max: 900 }),
  x: fc.integer({ min: 0, max: 400 }),
  y: fc.integer({ min: 0, max: 360 }),
  roll: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
});

describe('alignFace', () => {
  it('takes the points of the upright face back to where they came from', () => {
    fc.assert(
      fc.property(faces, (face) => {
        const landmarks = frontalFace(face);
        const { toSource } = alignFace(picture, landmarks, frame);
        for (const [index, u, v] of MEAN_FACE) {
          const back = toSource({ x: ((0.4 + u) / 1.8) * 160, y: ((0.4 + v + 0.05) / 1.8) * 160 });
          expect(back.x).toBeCloseTo(landmarks[index]?.x ?? NaN, 4);
          expect(back.y).toBeCloseTo(landmarks[index]?.y ?? NaN, 4);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('throws for another count of points, and for a face without extent', () => {
    expect(() => alignFace(picture, frontalFace().slice(1), frame)).toThrow(/68/);
    expect(() =>
      alignFace(
        picture,
        Array.from({ length: 68 }, () => ({ x: 5, y: 5 })),
        frame,
      ),
    ).toThrow(RangeError);
  });
});
