import { CONSENT_VERSION, type ConsentRecord } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasConsent } from './has-consent.ts';
import { nextPath } from './next-path.ts';

const record = (change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  kind: 'exam',
  version: CONSENT_VERSION,
  givenAt: '2026-11-20T10:00:00Z',
  withdrawnAt: null,
  ...change,
});

describe('hasConsent', () => {
  it('counts the present text, given and not withdrawn, for that purpose', () => {
    expect(hasConsent([record()], 'exam')).toBe(true);
    expect(hasConsent([record({ kind: 'files' })], 'exam')).toBe(false);
    expect(hasConsent([record({ version: 'older' })], 'exam')).toBe(false);
    expect(hasConsent([record({ withdrawnAt: '2026-11-20T11:00:00Z' })], 'exam')).toBe(false);
    expect(hasConsent([record({ withdrawnAt: '2026-11-20T11:00:00Z' }), record()], 'exam')).toBe(true);
  });
});

describe('nextPath', () => {
  it('goes on within this site', () => {
    expect(nextPath('/exam/1?from=mail')).toBe('/exam/1?from=mail');
    expect(nextPath(null)).toBe('/');
  });

  it.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)', ' /exam'])(
    'never leaves it: %s',
    (asked) => {
      expect(nextPath(asked)).toBe('/');
    },
  );

  it('never leaves it, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('/', '\\', ':', 'a', '.', '@', '?', '\t', '\n') }), (asked) => {
        expect(new URL(nextPath(asked), 'http://site.example').host).toBe('site.example');
      }),
    );
  });
});
