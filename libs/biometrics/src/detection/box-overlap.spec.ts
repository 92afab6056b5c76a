import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOverlap } from './box-overlap.js';

const coordinate = fc.integer({ min: -500, max: 500 });
const side = fc.integer({ min: 1, max: 400 });
const boxes = fc.record({ x: coordinate, y: coordinate, width: side, height: side });

describe('boxOverlap', () => {
  it('is symmetric, between 0 and 1, and 1 with itself', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        const overlap = boxOverlap(a, b);
        expect(overlap).toBe(boxOverlap(b, a));
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1);
        expect(boxOverlap(a, a)).toBe(1);
      }),
    );
  });

  it('does not change when both move together', () => {
    fc.assert(
      fc.property(boxes, boxes, coordinate, (a, b, by) => {
        expect(boxOverlap({ ...a, x: a.x + by }, { ...b, x: b.x + by })).toBeCloseTo(boxOverlap(a, b), 9);
      }),
    );
  });

  it('is a third for two squares that share their halves', () => {
    expect(boxOverlap({ x: 0, y: 0, width: 2, height: 2 }, { x: 1, y: 0, width: 2, height: 2 })).toBeCloseTo(1 / 3);
  });

  it('is 0 for boxes that only touch, and for one without area', () => {
    expect(boxOverlap({ x: 0, y: 0, width: 2, height: 2 }, { x: 2, y: 0, width: 2, height: 2 })).toBe(0);
    expect(boxOverlap({ x: 1, y: 1, width: 0, height: 0 }, { x: 0, y: 0, width: 2, height: 2 })).toBe(0);
  });
});
