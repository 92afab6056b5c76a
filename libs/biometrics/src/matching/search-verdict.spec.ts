import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SEARCH_THRESHOLDS, searchVerdict } from './search-verdict.js';

const distance = fc.double({ min: 0, max: 2, noNaN: true });

describe('searchVerdict', () => {
  it.each([
    [[], 'unknown'],
    [[0.2], 'match'],
    [[0.45], 'match'],
    [[0.4501], 'unknown'],
    [[0.25, 0.5], 'match'],
    [[0.3, 0.39], 'ambiguous'],
    [[0.3, 0.3], 'ambiguous'],
    [[0.5, 0.9], 'unknown'],
  ] as const)('says of %j: %s', (distances, verdict) => {
    expect(searchVerdict(distances)).toBe(verdict);
  });

  it('takes thresholds', () => {
    expect(searchVerdict([0.3, 0.39], { accept: 0.45, margin: 0.05 })).toBe('match');
    expect(searchVerdict([0.3, 0.39], { accept: 0.2, margin: 0.05 })).toBe('unknown');
  });

  it('never gets surer when the second person comes nearer', () => {
    fc.assert(
      fc.property(distance, distance, distance, (a, b, c) => {
        const [best = 0, nearer = 0, farther = 0] = [a, b, c].toSorted((x, y) => x - y);
        if (searchVerdict([best, nearer]) === 'match') expect(searchVerdict([best, farther])).toBe('match');
      }),
    );
  });

  it('never names anybody who is too far, or no clearer than another', () => {
    fc.assert(
      fc.property(distance, distance, (a, b) => {
        const [best = 0, second = 0] = [a, b].toSorted((x, y) => x - y);
        const { accept, margin } = DEFAULT_SEARCH_THRESHOLDS;
        expect(searchVerdict([best, second]) === 'match').toBe(best <= accept && second - best >= margin);
      }),
    );
  });

  it('refuses what is no distance or no threshold', () => {
    expect(() => searchVerdict([NaN])).toThrow(RangeError);
    expect(() => searchVerdict([-0.1])).toThrow(RangeError);
    expect(() => searchVerdict([0.5, 0.4])).toThrow(RangeError);
    expect(() => searchVerdict([0.1, Infinity])).toThrow(RangeError);
    expect(() => searchVerdict([0.1], { accept: NaN, margin: 0.1 })).toThrow(RangeError);
    expect(() => searchVerdict([0.1], { accept: 0.45, margin: -1 })).toThrow(RangeError);
  });
});
