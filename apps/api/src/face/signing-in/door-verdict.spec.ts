import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doorVerdict } from './door-verdict.js';

const RULES = { distance: 0.45, margin: 0.1 };

describe('what a search means at the door', () => {
  it('finds the nearest person, clearly nearer than the next', () => {
    expect(doorVerdict({ distance: 0.3, runnerUp: null }, RULES)).toBe('match');
    expect(doorVerdict({ distance: 0.3, runnerUp: 0.41 }, RULES)).toBe('match');
    expect(doorVerdict({ distance: 0.3, runnerUp: 0.39 }, RULES)).toBe('unclear');
  });
  it('takes nobody for new who may be known in bad light', () => {
    expect(doorVerdict({ distance: 0.55, runnerUp: null }, RULES)).toBe('unclear');
    expect(doorVerdict({ distance: 0.61, runnerUp: null }, RULES)).toBe('new');
    expect(doorVerdict(null, RULES)).toBe('new');
  });
  it('never finds anybody beyond the distance that is set, nor anybody whom another is as near to', () => {
    const distances = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(distances, distances, fc.double({ min: 0.2, max: 0.6, noNaN: true }), (a, b, distance) => {
        const [best, runnerUp] = a <= b ? [a, b] : [b, a];
        const verdict = doorVerdict({ distance: best, runnerUp }, { distance, margin: 0.1 });
        return verdict !== 'match' || (best <= distance && runnerUp - best >= 0.1);
      }),
    );
  });
});
