import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOverlap } from './box-overlap.js';
import { suppressOverlaps } from './suppress-overlaps.js';

const side = fc.double({ min: 1, max: 20, noNaN: true });
const detections = fc.array(
  fc.record({
    box: fc.record({
      x: fc.double({ min: 0, max: 50, noNaN: true }),
      y: fc.double({ min: 0, max: 50, noNaN: true }),
      width: side,
      height: side,
    }),
    score: fc.constantFrom(0.5, 0.6, 0.7, 0.9),
  }),
);

describe('suppressOverlaps', () => {
  it('keeps boxes that stand apart, best first, and drops only what a better one covers', () => {
    fc.assert(
      fc.property(detections, (found) => {
        const kept = suppressOverlaps(found, 0.4);
        expect(kept.map(({ score }) => score)).toEqual(kept.map(({ score }) => score).sort((a, b) => b - a));
        for (const a of kept) for (const b of kept) expect(a === b || boxOverlap(a.box, b.box) <= 0.4).toBe(true);
        for (const lost of found.filter((one) => !kept.includes(one))) {
          expect(kept.some((better) => better.score >= lost.score && boxOverlap(better.box, lost.box) > 0.4)).toBe(true);
        }
      }),
    );
  });

  it('decides between equals as it is told', () => {
    const twins = [1, 2].map((x) => ({ box: { x, y: 0, width: 20, height: 20 }, score: 0.7 }));
    expect(suppressOverlaps(twins, 0.4)).toEqual([twins[0]]);
    expect(suppressOverlaps(twins, 0.4, 'last')).toEqual([twins[1]]);
  });
});
