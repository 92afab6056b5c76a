import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEAD_MODEL } from '../samples/head-model.js';
import { projectHead } from '../testing/project-head.js';
import type { Picture } from '../types.js';
import { faceColour } from './index.js';

const plain = (r: number, g: number, b: number): Picture => ({
  width: 640,
  height: 480,
  data: Uint8Array.from({ length: 640 * 480 * 3 }, (_, i) => [r, g, b][i % 3] ?? 0),
});

describe('the colour of a face', () => {
  it('is that of its skin, wherever it is, however large and leant over', () => {
    const level = fc.integer({ min: 0, max: 249 });
    const view = fc.record({
      scale: fc.double({ min: 30, max: 120, noNaN: true }),
      roll: fc.double({ min: -40, max: 40, noNaN: true }),
    });
    fc.assert(
      fc.property(level, level, level, view, (r, g, b, seen) => {
        const colour = faceColour(plain(r, g, b), projectHead(HEAD_MODEL, seen));
        expect(colour).toEqual({ r, g, b, clipped: 0 });
      }),
      { numRuns: 20 },
    );
  });

  it('leaves out what is beside the face, its eyes and its mouth', () => {
    const landmarks = projectHead(HEAD_MODEL, {});
    const picture = plain(200, 150, 120);
    const inside = new Set<number>();
    for (const { x, y } of [...landmarks.slice(0, 27), ...landmarks.slice(36, 60)])
      for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) inside.add((Math.round(y) + dy) * 640 + Math.round(x) + dx);
    for (const at of inside) picture.data.set([0, 0, 255], at * 3);
    expect(faceColour(picture, landmarks)).toEqual({ r: 200, g: 150, b: 120, clipped: 0 });
  });

  it('says how much is too bright to have one', () => {
    expect(faceColour(plain(255, 255, 255), projectHead(HEAD_MODEL, {}))?.clipped).toBe(1);
  });

  it('is unknown where the face is not in the picture, or not a face', () => {
    expect(faceColour(plain(1, 2, 3), projectHead(HEAD_MODEL, { middle: { x: -300, y: -300 } }))).toBeNull();
    expect(() => faceColour(plain(1, 2, 3), [])).toThrow(RangeError);
  });
});
