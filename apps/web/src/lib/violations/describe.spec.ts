import { VIOLATION_KINDS } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { lasted, measured, toneOf } from './describe.ts';

describe('describe a violation', () => {
  it('has words for every kind, also when a measurement is missing', () => {
    for (const kind of VIOLATION_KINDS) expect(measured({ kind, measurements: {} })).not.toContain('undefined');
  });

  it('names the number and its limit', () => {
    const line = measured({
      kind: 'identity_mismatch',
      measurements: { distance: 0.812, threshold: 0.6, source: 'server', observations: 2 },
    });
    expect(line).toBe('Distance 0.81, the limit is 0.60 (computed by the server, 2 observations)');
  });

  it('is red only when it is confirmed, weighty and not dismissed', () => {
    const strong = { severity: 0.8, confirmed: true, verdict: null };
    expect(toneOf(strong)).toBe('act');
    expect(toneOf({ ...strong, confirmed: false })).toBe('look');
    expect(toneOf({ ...strong, severity: 0.05 })).toBe('neutral');
    expect(toneOf({ ...strong, verdict: { verdict: 'dismissed', reason: '', by: 'x', at: '' } })).toBe('neutral');
  });

  it('tells how long it lasted', () => {
    expect(lasted({ openedAt: '2026-01-01T10:00:00Z', endedAt: '2026-01-01T10:02:05Z' }, 0)).toBe('2 min 05 s');
    expect(lasted({ openedAt: '2026-01-01T10:00:00Z', endedAt: null }, Date.parse('2026-01-01T10:00:04Z'))).toBe('4 s');
  });
});
