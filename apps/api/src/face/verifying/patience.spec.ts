import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitAfterFailures } from './patience.js';

describe('the wait after failed face checks', () => {
  it('begins with the fifth in a row and doubles up to an hour', () => {
    expect([1, 4, 5, 6, 7, 11, 12, 1000].map(waitAfterFailures)).toEqual([0, 0, 30_000, 60_000, 120_000, 1_920_000, 3_600_000, 3_600_000]);
  });
  it('never gets shorter by failing again', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), (failures) => waitAfterFailures(failures + 1) >= waitAfterFailures(failures)));
  });
});
