import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thin } from './thin.js';

describe('thin', () => {
  it('keeps order, limit, and the most telling point of all', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 100 }), (values, limit) => {
        const points = values.map((value, i) => ({ value, i }));
        const kept = thin(points, limit, ({ value }) => value);
        expect(kept).toHaveLength(Math.min(limit, points.length));
        expect(kept.map(({ i }) => i)).toEqual(kept.map(({ i }) => i).toSorted((a, b) => a - b));
        expect(Math.max(...kept.map(({ value }) => value))).toBe(Math.max(...values));
      }),
    );
  });

  it('leaves few points as they are', () => {
    expect(thin([3, 1, 2], 3, (n) => n)).toEqual([3, 1, 2]);
  });
});
