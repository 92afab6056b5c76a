import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headPose } from './head-pose.js';
import { frontalFace } from '../testing/arbitraries.js';
import type { Landmarks } from '../types.js';

const moveNose = (landmarks: Landmarks, dx: number, dy: number) =>
  landmarks.map((point, i) => (i === 30 ? { x: point.x + dx, y: point.y + dy } : point));

describe('headPose', () => {
  it('is straight for the mean face', () => {
    const { yaw, pitch, roll } = headPose(frontalFace());
    expect(yaw).toBeCloseTo(0, 2);
    expect(pitch).toBeGreaterThan(0.45);
    expect(pitch).toBeLessThan(0.6);
    expect(roll).toBeCloseTo(0, 2);
  });

  it('does not depend on place, size or roll', () => {
    const straight = headPose(moveNose(frontalFace(), 8, 3));
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 400, noNaN: true }),
        fc.integer({ min: -50, max: 500 }),
        fc.double({ min: -1.2, max: 1.2, noNaN: true }),
        (size, x, roll) => {
          const nose = { x: (8 * size) / 100, y: (3 * size) / 100 };
          const turned = { x: Math.cos(roll) * nose.x - Math.sin(roll) * nose.y, y: Math.sin(roll) * nose.x + Math.cos(roll) * nose.y };
          const pose = headPose(moveNose(frontalFace({ size, x, roll }), turned.x, turned.y));
          expect(pose.yaw).toBeCloseTo(straight.yaw, 6);
          expect(pose.pitch).toBeCloseTo(straight.pitch, 6);
          expect(pose.roll).toBeCloseTo(straight.roll + roll, 6);
        },
      ),
    );
  });

  it('turns the other way in a mirror, and nothing else', () => {
    // the landmarks' own order in a mirror: the left half takes the numbers of the right one
    const swap = (i: number) => {
      for (const [from, to] of [
        [36, 45],
        [37, 44],
        [38, 43],
        [39, 42],
        [40, 47],
        [41, 46],
      ] as const) {
        if (i === from) return to;
        if (i === to) return from;
      }
      return i;
    };
    fc.assert(
      fc.property(fc.double({ min: -12, max: 12, noNaN: true }), fc.double({ min: -6, max: 6, noNaN: true }), (x, y) => {
        const turned = moveNose(frontalFace(), x, y);
        const mirrored = turned.map((_, i) => ({ x: 400 - (turned[swap(i)]?.x ?? NaN), y: turned[swap(i)]?.y ?? NaN }));
        const pose = headPose(turned);
        expect(headPose(mirrored).yaw).toBeCloseTo(-pose.yaw, 6);
        expect(headPose(mirrored).pitch).toBeCloseTo(pose.pitch, 6);
      }),
    );
  });

  it('tells left from right and up from down', () => {
    const straight = headPose(frontalFace());
    expect(headPose(moveNose(frontalFace(), 10, 0)).yaw).toBeGreaterThan(0.15);
    expect(headPose(moveNose(frontalFace(), -10, 0)).yaw).toBeLessThan(-0.15);
    expect(headPose(moveNose(frontalFace(), 0, -8)).pitch).toBeLessThan(straight.pitch - 0.1);
    expect(headPose(moveNose(frontalFace(), 0, 8)).pitch).toBeGreaterThan(straight.pitch + 0.1);
  });

  it('throws for another count of points, and for a face without extent', () => {
    expect(() => headPose(frontalFace().slice(1))).toThrow(/68/);
    expect(() => headPose(Array.from({ length: 68 }, () => ({ x: 5, y: 5 })))).toThrow(RangeError);
  });
});
