import { DEFAULT_POLICY, type Policy } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../violations/finding.js';
import { run } from './check.js';
import type { ServerFrame } from './observation.js';
import { screenDetected } from './screen-detected.check.js';

const frame = (i: number, confidence: number | null): ServerFrame => ({
  type: 'frame',
  at: i * 10_000,
  frameId: `frame-${String(i)}`,
  faces: 1,
  distance: 0.3,
  unscorable: null,
  reliable: true,
  challenged: false,
  between: null,
  repeat: false,
  screen: confidence === null ? null : { isScreen: confidence >= 60, confidence, cues: { moire: 0.2, bezel: 0.9, flat: 0 } },
});
const policy: Policy = { ...DEFAULT_POLICY, screen: { ...DEFAULT_POLICY.screen, frames: 8 } };

function found(confidences: readonly (number | null)[], rule = policy): Finding[] {
  let check = run(screenDetected);
  return confidences.flatMap((confidence, i) => {
    const { next, findings } = check.step(frame(i, confidence), rule);
    check = next;
    return findings;
  });
}
const words = (findings: readonly Finding[]): string[] =>
  findings.map(({ op, at, severity }) => `${op} ${String(at / 10_000)} ${String(severity)}`);

describe('screen_detected', () => {
  it('marks the tile from a quarter of the frames and is confirmed by all of them', () => {
    const findings = found(Array.from({ length: 8 }, () => 90));
    expect(words(findings)[0]).toBe('open 1 0.3');
    expect(words(findings).at(-1)).toBe('confirm 7 0.7');
    expect(findings.at(-1)).toMatchObject({
      frameId: 'frame-7',
      measurements: { confidence: 90, threshold: 60, frames: 8, cues: { moire: 0.2, bezel: 0.9, flat: 0 } },
    });
  });

  it('lasts while most frames look like it, keeps only pictures that show it, and ends with most that do not', () => {
    const findings = found([...Array.from({ length: 9 }, () => 90), 10, 10, 90, 10, 10, 10]);
    expect(findings.filter(({ op }) => op === 'close')).toEqual([expect.objectContaining({ at: 130_000, endedAt: 110_000 })]);
    expect(findings.some(({ frameId }) => frameId === 'frame-9')).toBe(false);
  });

  it('says nothing of frames that nobody looked at, of one honest camera in doubt for hours, or where it is off', () => {
    expect(found(Array.from({ length: 50 }, () => null))).toEqual([]);
    expect(found(Array.from({ length: 500 }, () => 59))).toEqual([]);
    expect(
      found(
        Array.from({ length: 50 }, () => 100),
        { ...policy, screen: { ...policy.screen, on: false } },
      ),
    ).toEqual([]);
  });

  it('never confirms where no more than half of any frames in a row reach the confidence', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 60, max: 100 })), { maxLength: 60 });
    fc.assert(
      fc.property(pairs, (list) => {
        expect(found(list.flat()).filter(({ op }) => op === 'confirm')).toEqual([]);
      }),
    );
  });
});
