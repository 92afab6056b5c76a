import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refineLandmarks } from './refine-landmarks.js';
import { frontalFace, painted } from '../testing/arbitraries.js';
import type { Landmarks, Picture, Point } from '../types.js';

const SIZE = 160;

/** A picture that is black but for one white dot of 9 × 9 pixels. */
const dotted = (dot: Point) =>
  painted(400, 360, (x, y) => (Math.max(Math.abs(x - dot.x), Math.abs(y - dot.y)) < 5 ? [255, 255, 255] : [0, 0, 0]));

/** A net whose 68 points all lie on the dot that it sees. */
function dotFinder() {
  const seen: Picture[] = [];
  const landmarks = (picture: Picture): Promise<Landmarks> => {
    seen.push(picture);
    let sum = 0;
    const middle = { x: 0, y: 0 };
    for (let i = 0; i < picture.width * picture.height; i++) {
      const light = picture.data[i * 3] ?? 0;
      sum += light;
      middle.x += light * (i % picture.width);
      middle.y += light * Math.floor(i / picture.width);
    }
    return Promise.resolve(Array.from({ length: 68 }, () => ({ x: middle.x / sum, y: middle.y / sum })));
  };
  return { landmarks, seen };
}

describe('refineLandmarks', () => {
  it('finds in the upright face what lies in the picture, wherever the first landmarks were and however they leaned', async () => {
    const around = fc.integer({ min: -18, max: 18 });
    await fc.assert(
      fc.asyncProperty(
        around,
        around,
        fc.double({ min: -0.8, max: 0.8, noNaN: true }),
        fc.integer({ min: 90, max: 150 }),
        async (x, y, roll, size) => {
          const dot = { x: 200 + x, y: 180 + y };
          const [point] = await refineLandmarks(dotFinder(), dotted(dot), frontalFace({ size, x: 200, y: 180, roll }));
          expect(Math.hypot((point?.x ?? NaN) - dot.x, (point?.y ?? NaN) - dot.y)).toBeLessThan(1.5);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('shows the net one square', async () => {
    const nets = dotFinder();
    await refineLandmarks(nets, dotted({ x: 200, y: 180 }), frontalFace({ size: 110, x: 200, y: 180 }));
    expect(nets.seen.map(({ width, height }) => [width, height])).toEqual([[SIZE, SIZE]]);
  });
});
