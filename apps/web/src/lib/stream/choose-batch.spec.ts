import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseBatch, MAX_BATCH_BYTES } from './choose-batch.ts';

const row = (count: number, size: number, from = 1) => Array.from({ length: count }, (_, i) => ({ seq: from + i, size }));

describe('chooseBatch', () => {
  it('takes nothing of nothing, and one thing however large', () => {
    expect(chooseBatch([])).toBe(0);
    expect(chooseBatch(row(3, MAX_BATCH_BYTES + 1))).toBe(1);
  });

  it('stops at 32 entries, at half a megabyte and at a hole', () => {
    expect(chooseBatch(row(100, 10))).toBe(32);
    expect(chooseBatch(row(20, 60_000))).toBe(8);
    expect(chooseBatch([...row(3, 10), ...row(3, 10, 7)])).toBe(3);
  });

  it('always makes headway and keeps the bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(70_000), { minLength: 1, maxLength: 80 }), (sizes) => {
        const waiting = sizes.map((size, i) => ({ seq: i + 1, size }));
        const count = chooseBatch(waiting);
        const bytes = sizes.slice(0, count).reduce((sum, size) => sum + size, 0);
        expect(count).toBeGreaterThan(0);
        expect(count).toBeLessThanOrEqual(32);
        expect(count === 1 || bytes <= MAX_BATCH_BYTES).toBe(true);
      }),
    );
  });
});
