import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianNeighbours } from './median-neighbours.js';

describe('people by the median of several probes', () => {
  it('takes the middle distance, so that one odd probe decides nothing', () => {
    const list = (ann: number, bo: number) => [
      { id: 'ann', distance: ann },
      { id: 'bo', distance: bo },
    ];
    expect(medianNeighbours([list(0.3, 0.7), list(0.9, 0.1), list(0.35, 0.72)])).toEqual([
      { id: 'ann', distance: 0.35 },
      { id: 'bo', distance: 0.7 },
    ]);
  });
  it('leaves out whoever is missing in more than half of the lists', () => {
    const ann = [{ id: 'ann', distance: 0.3 }];
    expect(medianNeighbours([ann, ann, [{ id: 'bo', distance: 0.1 }]])).toEqual([{ id: 'ann', distance: 0.3 }]);
    expect(medianNeighbours([])).toEqual([]);
  });
  it('gives people in the order of distance, each once, whatever the order of the probes', () => {
    const people = fc.uniqueArray(
      fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), distance: fc.double({ min: 0, max: 2, noNaN: true }) }),
      {
        selector: ({ id }) => id,
      },
    );
    fc.assert(
      fc.property(fc.array(people, { minLength: 1, maxLength: 5 }), (lists) => {
        const found = medianNeighbours(lists);
        expect(found).toEqual([...found].sort((x, y) => x.distance - y.distance || (x.id < y.id ? -1 : 1)));
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        expect(medianNeighbours([...lists].reverse())).toEqual(found);
      }),
    );
  });
});
