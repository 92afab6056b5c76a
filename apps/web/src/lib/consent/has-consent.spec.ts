import { CONSENT_VERSIONS, type ConsentRecord } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { hasConsent } from './has-consent.ts';

const record = (change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  kind: 'exam',
  version: CONSENT_VERSIONS.exam,
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
