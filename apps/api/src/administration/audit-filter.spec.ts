import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { firstIdAt } from './audit-filter.js';

const time = fc.integer({ min: 0, max: 2 ** 48 - 2 });

describe('the first id of a time', () => {
  it('lies behind no id of its own millisecond and behind each one of those before', () => {
    fc.assert(
      fc.property(time, (msecs) => {
        expect(firstIdAt(msecs) <= v7({ msecs, seq: 0 })).toBe(true);
        expect(firstIdAt(msecs + 1) > v7({ msecs, seq: 0xffffffff })).toBe(true);
      }),
    );
  });
  it('is an id for any time that a date can have', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        expect(firstIdAt(date.getTime())).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7000-8000-0{12}$/);
      }),
    );
  });
});
