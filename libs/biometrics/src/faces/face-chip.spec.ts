import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHIP_SIZE, faceChip } from './face-chip.js';
import { frontalFace, painted } from '../testing/arbitraries.js';
import type { Picture } from '../types.js';

/** A smooth pattern fixed to the face, so that a chip looks the same wherever the face is. */
function scene(face: { size: number; x: number; y: number; roll: number }): Picture {
  const cos = Math.cos(face.roll) / face.size;
  const sin = Math.sin(face.roll) / face.size;
  return painted(400, 360, (x, y) => {
    const u = cos * (x - face.x) + sin * (y - face.y);
    const v = cos * (y - face.y) - sin * (x - face.x);
    return [128 + 100 * Math.sin(5 * u), 128 + 100 * Math.cos(4 * v), 128 + 80 * Math.sin(3 * (u + v))];
  });
}

const meanDifference = (a: Picture, b: Picture) =>
  a.data.reduce((sum, byte, i) => sum + Math.abs(byte - (b.data[i] ?? 0)), 0) / a.data.length;

describe('faceChip', () => {
  const upright = { size: 110, x: 200, y: 180, roll: 0 };
  const reference = faceChip(scene(upright), frontalFace(upright));

  it('is a square of 150 pixels', () => {
    expect(reference).toMatchObject({ width: CHIP_SIZE, height: CHIP_SIZE });
    expect(reference.data).toHaveLength(150 * 150 * 3);
  });

  it('is the same whatever the roll, place and size of the face', () => {
    const place = fc.integer({ min: 185, max: 215 });
    fc.assert(
      fc.property(fc.double({ min: -0.9, max: 0.9, noNaN: true }), place, fc.integer({ min: 95, max: 125 }), (roll, x, size) => {
        const face = { size, x, y: 180, roll };
        expect(meanDifference(faceChip(scene(face), frontalFace(face)), reference)).toBeLessThan(2);
      }),
      { numRuns: 8 },
    );
  });

  it('is the same of a face that has to be halved before the warp', () => {
    const large = { size: 220, x: 200, y: 180, roll: 0.1 };
    const small = { ...large, size: 110 };
    const inner = (chip: Picture) =>
      painted(
        60,
        60,
        (x, y) => [...chip.data.subarray(((y + 45) * 150 + x + 45) * 3, ((y + 45) * 150 + x + 45) * 3 + 3)] as [number, number, number],
      );
    expect(
      meanDifference(inner(faceChip(scene(large), frontalFace(large))), inner(faceChip(scene(small), frontalFace(small)))),
    ).toBeLessThan(3);
  });

  it('gets twice as bright when the picture does', () => {
    const dim = scene(upright);
    const half = { ...dim, data: dim.data.map((byte) => byte >> 1) };
    const chip = faceChip(half, frontalFace(upright));
    expect(Math.max(...chip.data.map((byte, i) => Math.abs(2 * byte - (reference.data[i] ?? 0))))).toBeLessThanOrEqual(4);
  });

  it('is black beyond the border', () => {
    const chip = faceChip(
      painted(200, 200, () => [255, 255, 255]),
      frontalFace({ size: 110, x: 0, y: 100 }),
    );
    expect([...chip.data.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(chip.data.at(-1)).toBe(255);
  });

  it('is to the byte what templates of the first pipeline were made from', async () => {
    const picture = painted(640, 480, (x, y) => [(x * 3 + y) % 256, (x * y) % 256, (x + 2 * y) % 256]);
    const hash = async (face: Parameters<typeof frontalFace>[0]) => {
      const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(faceChip(picture, frontalFace(face)).data));
      return Buffer.from(digest).toString('hex');
    };
    expect(await hash({ size: 120, x: 320, y: 240 })).toBe('76c95dbb77d2bf19da1a71e2bf7daff61d7fd5e4e288608fdf61d08096636c3e');
    expect(await hash({ size: 300, x: 300, y: 250, roll: 0.5 })).toBe('ad907f1275568d3230eabcd52ce540ffae63210bf7196681419c09fc3769d177');
  });

  it('throws for another count of points', () => {
    expect(() => faceChip(scene(upright), frontalFace().slice(0, 5))).toThrow(/68/);
  });
});
