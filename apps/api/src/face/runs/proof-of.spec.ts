import type { FrameAnalysis } from '@invigil/biometrics/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proofOf } from './proof-of.js';
import { spread, withLook } from './running-run.js';

type Looked = Parameters<typeof proofOf>[0][number];
const face = (value: number) => new Float32Array(128).fill(value);
function look({ descriptor = face(0), faces = 1, scorable = true, confidence = 10, sharpness = 1 } = {}): Looked {
  const subject = { descriptor, gate: { scorable, reason: null }, quality: { sharpness } };
  const screen = { confidence, isScreen: false, cues: { moire: 0, bezel: 0, flat: 0 } };
  const reencoded = Uint8Array.of(sharpness);
  return { faces: Array.from({ length: faces }, () => subject), subject, screen, reencoded } as unknown as Pick<
    FrameAnalysis,
    keyof Looked
  >;
}

describe('what passed tasks prove', () => {
  it('is the descriptions of the frames, the sharpest of them and the middle screen confidence', () => {
    const proof = proofOf([look({ confidence: 90 }), look({ sharpness: 7 }), look()]);
    expect(proof).toMatchObject({ frame: Uint8Array.of(7), screenConfidence: 10 });
    expect(proof?.descriptors).toHaveLength(3);
  });
  it('is nothing where a frame in the middle shows somebody else, however well both are seen', () => {
    expect(proofOf([look(), look({ descriptor: face(0.8 / Math.sqrt(128)) }), look(), look()])).toBeNull();
  });
  it('is nothing without three frames that can be described, of one person alone', () => {
    expect(proofOf([look(), look()])).toBeNull();
    expect(proofOf([look(), look(), look({ scorable: false })])).toBeNull();
    expect(proofOf([look(), look(), look({ faces: 2 })])).toBeNull();
  });
});

describe('the looks that are kept', () => {
  it('are two of each step, the newest', () => {
    const jpeg = (name: number) => Uint8Array.of(name);
    const looks = [1, 2, 3].reduce<ReturnType<typeof withLook>>((kept, name) => withLook(kept, { place: 0, jpeg: jpeg(name) }), []);
    expect(withLook(looks, { place: 2, jpeg: jpeg(4) }).map((one) => [one.place, one.jpeg[0]])).toEqual([
      [0, 2],
      [0, 3],
      [2, 4],
    ]);
  });
  it('are spread over the run, the first and the last among them', () => {
    expect(spread([1, 2, 3, 4, 5, 6, 7, 8], 5)).toEqual([1, 3, 5, 6, 8]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 2, max: 8 }), (length, most) => {
        const all = Array.from({ length }, (_, i) => i);
        const some = spread(all, most);
        expect(some).toHaveLength(Math.min(length, most));
        expect([some[0], some.at(-1)]).toEqual([0, length - 1]);
        expect(new Set(some).size).toBe(some.length);
      }),
    );
  });
});
