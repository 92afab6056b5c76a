import type { FaceFinding } from '@invigil/biometrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followFaces, type Track } from './follow-faces.js';

/** A description on a line: two of them lie as far apart as their numbers. */
const described = (place: number): Float32Array => new Float32Array(128).fill(0).fill(place, 0, 1);
const face = (x: number, who: number | null = 0, scorable = true): FaceFinding => ({
  box: { x, y: 100, width: 100, height: 120 },
  score: 0.9,
  gate: { scorable, reason: scorable ? null : 'pose' },
  ...(who !== null && { descriptor: described(who) }),
});
const cues = { moire: 0, bezel: 0 } as never;
const frame = (faces: FaceFinding[], screen: number | null = null) => ({
  faces,
  subjectIndex: faces.length > 0 ? 0 : -1,
  screen: screen === null ? null : { confidence: screen, cues },
});
function film(frames: ReturnType<typeof frame>[]) {
  let tracks: Track[] = [];
  let next = 1;
  return frames.map((one) => {
    const followed = followFaces(tracks, one, next);
    ({ tracks, next } = followed);
    return followed;
  });
}
const ids = (steps: ReturnType<typeof film>) => steps.map(({ faces }) => faces.map(({ track }) => track.id));

describe('followFaces', () => {
  it('follows a face that moves, and gathers its newest five descriptions', () => {
    const steps = film([0, 15, 30, 45, 60, 75, 90].map((x) => frame([face(x)])));
    expect(ids(steps)).toEqual(Array.from({ length: 7 }, () => [1]));
    expect(steps.map(({ faces }) => faces[0]?.track.probes.length)).toEqual([1, 2, 3, 4, 5, 5, 5]);
  });

  it('takes another person in the same place for another person', () => {
    expect(ids(film([frame([face(0, 0)]), frame([face(0, 0.7)])]))).toEqual([[1], [2]]);
    expect(ids(film([frame([face(0, 0)]), frame([face(0, 0.5)])]))).toEqual([[1], [1]]);
  });

  it('keeps two people apart who change places in the list', () => {
    expect(ids(film([frame([face(0, 0), face(300, 0.8)]), frame([face(305, 0.8), face(4, 0)])]))).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  it('remembers a face that was hidden for a moment, and forgets one that was away', () => {
    const away = (frames: number) => film([frame([face(0)]), ...Array.from({ length: frames }, () => frame([])), frame([face(0)])]);
    expect(ids(away(3)).at(-1)).toEqual([1]);
    expect(ids(away(4)).at(-1)).toEqual([2]);
  });

  it('gathers nothing from a face that cannot be scored, and still follows it', () => {
    const steps = film([frame([face(0)]), frame([face(0, 0.9, false)]), frame([face(0, null)])]);
    expect(ids(steps)).toEqual([[1], [1], [1]]);
    expect(steps.map(({ faces }) => faces[0]?.clear)).toEqual([true, false, false]);
    expect(steps[2]?.faces[0]?.track.probes).toHaveLength(1);
  });

  it('lays the screen to the face that was looked at alone', () => {
    const steps = film([frame([face(0), face(300)], 90), frame([face(0), face(300)], 80)]);
    expect(steps[1]?.faces.map(({ track }) => track.screenConfidence)).toEqual([80, 0]);
  });

  it('gives each face one track and each track one face, whatever is seen', () => {
    const seen = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.constantFrom(0, 0.3, 0.7, 1.4), fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 12 }), (frames) => {
        for (const { faces, tracks, next } of film(frames.map((list) => frame(list.map(([x, who, clear]) => face(x, who, clear)))))) {
          const own = faces.map(({ track }) => track.id);
          expect(new Set(own).size).toBe(own.length);
          expect(new Set(tracks.map(({ id }) => id)).size).toBe(tracks.length);
          expect(Math.max(0, ...own)).toBeLessThan(next);
          expect(tracks.every(({ probes }) => probes.length <= 5)).toBe(true);
        }
      }),
    );
  });
});
