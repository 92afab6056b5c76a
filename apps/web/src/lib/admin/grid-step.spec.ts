import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridStep } from './grid-step.ts';

const grid = fc
  .nat({ max: 50 })
  .chain((last) => fc.record({ from: fc.nat({ max: last }), count: fc.constant(last + 1), columns: fc.integer({ min: 1, max: 6 }) }));

describe('gridStep', () => {
  it('goes back the way it came, and never outside', () => {
    const back = { ArrowRight: 'ArrowLeft', ArrowLeft: 'ArrowRight', ArrowDown: 'ArrowUp', ArrowUp: 'ArrowDown' };
    fc.assert(
      fc.property(grid, fc.constantFrom(...(Object.keys(back) as (keyof typeof back)[])), (at, key) => {
        const to = gridStep(key, at);
        if (to === null) return;
        expect(to >= 0 && to < at.count).toBe(true);
        expect(gridStep(back[key], { ...at, from: to })).toBe(at.from);
      }),
    );
  });

  it('knows both ends, and nothing of other keys', () => {
    expect(gridStep('Home', { from: 3, count: 5, columns: 2 })).toBe(0);
    expect(gridStep('End', { from: 3, count: 5, columns: 2 })).toBe(4);
    expect(gridStep('ArrowDown', { from: 3, count: 5, columns: 2 })).toBeNull();
    expect(gridStep('a', { from: 3, count: 5, columns: 2 })).toBeNull();
  });
});
