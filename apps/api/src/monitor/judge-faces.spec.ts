import { SCREEN_START } from '@invigil/biometrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FollowedFace } from './follow-faces.js';
import { isSearched, judgeFace } from './judge-faces.js';

const box = { x: 64, y: 48, width: 128, height: 240 };
const FRAME = { width: 640, height: 480 };
const followed = ({ clear = true, strange = 0, screenConfidence = 0 } = {}): FollowedFace => ({
  face: { box, score: 0.9 },
  track: { id: 3, box, missed: 0, probes: [], strange, screen: SCREEN_START, screenConfidence },
  clear,
});
const judge = (face: FollowedFace, distance: number | null) =>
  judgeFace(face, distance === null ? null : { name: 'Ann Lee', distance }, 0.5, FRAME);

describe('judgeFace', () => {
  it('names whoever is near enough, in shares of the picture', () => {
    expect(judge(followed(), 0.25)).toEqual({
      face: { track: 3, place: { x: 0.1, y: 0.1, width: 0.2, height: 0.5 }, kind: 'known', name: 'Ann Lee', confidence: 75 },
      strange: 0,
    });
  });

  it('calls nobody unknown at the first look', () => {
    expect(judge(followed(), 0.51)).toMatchObject({ face: { kind: 'unclear', name: null, confidence: null }, strange: 1 });
    expect(judge(followed({ strange: 1 }), 0.51)).toMatchObject({ face: { kind: 'unknown', name: null, confidence: null }, strange: 2 });
    expect(judge(followed({ strange: 1 }), null)).toMatchObject({ face: { kind: 'unknown' }, strange: 2 });
  });

  it('lets a look that cannot be scored say nothing either way', () => {
    expect(judge(followed({ clear: false, strange: 5 }), 0.1)).toMatchObject({ face: { kind: 'unclear', name: null }, strange: 5 });
  });

  it('reports a screen, and nobody on it', () => {
    const shown = followed({ screenConfidence: 82, strange: 4 });
    expect(isSearched(shown)).toBe(false);
    expect(judge(shown, 0.9)).toMatchObject({ face: { kind: 'screen', name: null, confidence: 82 }, strange: 0 });
  });

  it('names nobody beyond the tolerance and reports nobody within it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.nat(5),
        fc.boolean(),
        fc.integer({ min: 0, max: 100 }),
        (distance, strange, clear, screenConfidence) => {
          const { face, strange: after } = judge(followed({ clear, strange, screenConfidence }), distance);
          if (distance > 0.5) expect(face.name).toBeNull();
          if (distance <= 0.5) expect(face.kind).not.toBe('unknown');
          if (face.kind === 'unknown') expect(after).toBeGreaterThanOrEqual(2);
          expect(face.name === null).toBe(face.kind !== 'known');
        },
      ),
    );
  });
});
