import { VIOLATION_KINDS } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleOf, scaleWords } from './scale-of.ts';

describe('scaleOf', () => {
  it('draws what has a number and a limit, and says the same in words', () => {
    const scale = scaleOf({ kind: 'identity_mismatch', measurements: { distance: 0.812, threshold: 0.6 } });
    expect(scale).toMatchObject({ value: 0.812, limit: 0.6, most: 1.2 });
    expect(scale && scaleWords(scale)).toBe('Distance 0.81 on a scale from 0 to 1.20; it counts above 0.60');
    const screen = scaleOf({ kind: 'screen_detected', measurements: { confidence: 71.4, threshold: 60 } });
    expect(screen && scaleWords(screen)).toBe('Screen confidence 71 % on a scale from 0 to 100 %; it counts above 60 %');
  });

  it('draws no limit where several things decide, and nothing without a number', () => {
    expect(scaleOf({ kind: 'spoof_suspected', measurements: { score: 64 } })?.limit).toBeNull();
    expect(scaleOf({ kind: 'face_missing', measurements: { missingSeconds: 20 } })).toBeNull();
    for (const kind of VIOLATION_KINDS) expect(scaleOf({ kind, measurements: {} })).toBeNull();
  });

  it('never draws beyond its end', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), (distance) => {
        const scale = scaleOf({ kind: 'identity_mismatch', measurements: { distance, threshold: 0.6 } });
        expect(scale?.value).toBeLessThanOrEqual(scale?.most ?? -1);
      }),
    );
  });
});
