import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ssdDetections } from './ssd-detections.js';
import { tinyDetections } from './tiny-detections.js';

const PLACES = 7;
const silent = () => new Float32Array(PLACES * PLACES * 25).map((_, i) => (i % 5 === 4 ? -20 : 0));

/** A grid in which one box speaks: its middle in the middle of its place, as large as its anchor. */
function speaking(column: number, row: number, anchor: number, certainty = 3): Float32Array {
  const grid = silent();
  grid[((row * PLACES + column) * 5 + anchor) * 5 + 4] = certainty;
  return grid;
}

describe('tinyDetections', () => {
  it('hears nobody in a silent grid', () => {
    expect(tinyDetections(silent(), PLACES, { width: 640, height: 480 }, 224, 0.5)).toEqual([]);
  });

  it('puts a box where its place is in the picture, whatever the shape of the picture', () => {
    const sides = fc.integer({ min: 200, max: 2000 });
    fc.assert(
      fc.property(sides, sides, fc.nat(6), fc.nat(6), (width, height, column, row) => {
        const [face, ...others] = tinyDetections(speaking(column, row, 0), PLACES, { width, height }, 224, 0.5);
        const longest = Math.max(width, height);
        expect(others).toEqual([]);
        // face-api rounds the shown size to whole pixels of the net, half of one in at least 22
        const room = longest * 0.05;
        const middle = (at = NaN, length = NaN) => at + length / 2;
        expect(Math.abs(middle(face?.box.x, face?.box.width) - ((column + 0.5) / PLACES) * longest)).toBeLessThan(room);
        expect(Math.abs(middle(face?.box.y, face?.box.height) - ((row + 0.5) / PLACES) * longest)).toBeLessThan(room);
        expect(face?.score).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
      }),
    );
  });

  it('knows the anchors, and wants a score above the least', () => {
    const frame = { width: 224, height: 224 };
    expect(tinyDetections(speaking(3, 3, 1), PLACES, frame, 224, 0.5)[0]?.box.width).toBeCloseTo((6.041143 / 7) * 224, 3);
    expect(tinyDetections(speaking(3, 3, 1, 0), PLACES, frame, 224, 0.5)).toEqual([]);
  });
});

describe('ssdDetections', () => {
  const boxes = Float32Array.of(0.1, 0.2, 0.3, 0.5, 0.11, 0.2, 0.3, 0.5, -0.2, 0.6, 0.2, 1.4);

  it('turns shares of the square into pixels, clipped at its border, without what overlaps', () => {
    const found = ssdDetections(boxes, Float32Array.of(0.9, 0.8, 0.7), { width: 512, height: 512 }, 512, 0.5);
    expect(found.map(({ score }) => score)).toEqual([expect.closeTo(0.9, 6), expect.closeTo(0.7, 6)]);
    expect(found[0]?.box).toMatchObject({ x: expect.closeTo(102.4, 3), y: expect.closeTo(51.2, 3), width: expect.closeTo(153.6, 3) });
    expect(found[1]?.box).toMatchObject({ y: 0, height: expect.closeTo(102.4, 3), width: expect.closeTo(204.8, 3) });
  });

  it('keeps proportions in a picture that is not square', () => {
    const [face] = ssdDetections(boxes, Float32Array.of(0.9, 0, 0), { width: 640, height: 480 }, 512, 0.5);
    expect(face?.box).toMatchObject({ x: expect.closeTo(128, 3), y: expect.closeTo(64, 3), height: expect.closeTo(128, 3) });
  });

  it('wants a score above the least', () => {
    expect(ssdDetections(boxes, Float32Array.of(0.5, 0.2, 0), { width: 512, height: 512 }, 512, 0.5)).toEqual([]);
  });
});
