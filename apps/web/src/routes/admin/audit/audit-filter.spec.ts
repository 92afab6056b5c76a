import { auditQuerySchema, AUDIT_AREAS } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, AREA_OPTIONS, filterOf, problemOf, queryOf, type AuditFilter } from './audit-filter.js';

const NONE: AuditFilter = { person: '', area: '', from: '', to: '' };
const read = (address: string): AuditFilter => filterOf(new URLSearchParams(address));
const day = fc
  .date({ min: new Date('2000-01-02'), max: new Date('2900-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const filter = fc.record({
  person: fc.string({ maxLength: 250 }).map((text) => text.trim()),
  area: fc.constantFrom('' as const, ...AUDIT_AREAS),
  from: fc.oneof(fc.constant(''), day),
  to: fc.oneof(fc.constant(''), day),
});

describe('the filter of the audit log', () => {
  it('comes back from the address as it was', () => {
    fc.assert(
      fc.property(filter, (wanted) => {
        expect(read(addressOf(wanted))).toEqual(wanted);
      }),
    );
    expect(addressOf(NONE)).toBe('');
  });
  it('is a query that the server takes, unless its days are named as wrong', () => {
    fc.assert(
      fc.property(filter, (wanted) => {
        const asked = Object.fromEntries(new URLSearchParams(queryOf(wanted)));
        expect(auditQuerySchema.safeParse(asked).success).toBe(problemOf(wanted) === undefined);
      }),
    );
  });
  it('includes its last day, and the same day twice is that whole day', () => {
    const asked = new URLSearchParams(queryOf({ ...NONE, from: '2026-06-10', to: '2026-06-10' }, 'cursor'));
    expect(Date.parse(asked.get('to') ?? '') - Date.parse(asked.get('from') ?? '')).toBe(86_400_000);
    expect(asked.get('before')).toBe('cursor');
    expect(problemOf({ ...NONE, from: '2026-06-10', to: '2026-06-10' })).toBeUndefined();
    expect(problemOf({ ...NONE, from: '2026-06-11', to: '2026-06-10' })).toMatch(/first day or a later/);
  });
  it('leaves out what an address asks for wrongly, and a year that is being typed', () => {
    expect(read('person=ann&area=everything&from=today&to=0002-11-20&more=1')).toEqual({ ...NONE, person: 'ann' });
    expect(addressOf({ ...NONE, from: '0202-11-20' })).toBe('');
  });
  it('has a name for each area', () => {
    expect(new Set(AREA_OPTIONS.map(({ label }) => label)).size).toBe(AUDIT_AREAS.length + 1);
  });
});
