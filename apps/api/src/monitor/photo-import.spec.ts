import type { GateReason } from '@invigil/biometrics';
import { describe, expect, it } from 'vitest';
import { judgePhoto } from './judge-photo.js';
import { placePhoto } from './place-photo.js';

/** A description on a line: two of them lie as far apart as their numbers. */
const at = (place: number): Float32Array => new Float32Array(128).fill(place, 0, 1);
const face = (reason: GateReason | null, descriptor = true) => ({
  box: { x: 0, y: 0, width: 9, height: 9 },
  score: 1,
  gate: { scorable: reason === null, reason },
  ...(descriptor && { descriptor: at(0) }),
});
const judge = (...faces: ReturnType<typeof face>[]) => judgePhoto({ faces, subject: faces[0] ?? null });

describe('judgePhoto', () => {
  it('takes one clear face, and says what is wrong with anything else', () => {
    expect(judge(face(null))).toEqual({ descriptor: at(0) });
    expect(judge()).toMatchObject({ result: 'no_face' });
    expect(judge(face(null), face(null))).toMatchObject({ result: 'several_faces', message: expect.stringContaining('2 faces') as string });
    expect(judge(face('small'))).toMatchObject({ result: 'too_small' });
    for (const reason of ['cut_off', 'pose', 'dark', 'blurred'] as const)
      expect(judge(face(reason))).toMatchObject({ result: 'not_clear', message: expect.stringContaining('Use ') as string });
    expect(judge(face(null, false))).toMatchObject({ result: 'not_clear' });
  });
});

describe('placePhoto', () => {
  it('begins a new person, and adds to one', () => {
    expect(placePhoto(at(0), 'Ann', [], null)).toEqual({ descriptors: [at(0)] });
    expect(placePhoto(at(0.4), 'Ann', [at(0)], { name: 'Bo', distance: 0.46 })).toEqual({ descriptors: [at(0), at(0.4)] });
  });

  it('knows the same photo, and the same face under another name', () => {
    expect(placePhoto(at(0.01), 'Ann', [at(0)], null)).toMatchObject({ result: 'already_known' });
    expect(placePhoto(at(0), 'Ann', [], { name: 'Bo', distance: 0.3 })).toMatchObject({
      result: 'already_known',
      message: expect.stringContaining('as Bo') as string,
    });
    expect(placePhoto(at(0), 'Ann', [], { name: null, distance: 0.3 })).toMatchObject({ result: 'already_known' });
  });

  it('keeps two people of one name apart, and stops at five photos', () => {
    expect(placePhoto(at(0.7), 'Ann', [at(0)], null)).toMatchObject({ result: 'another_person' });
    const five = [0, 0.1, 0.2, 0.3, 0.4].map(at);
    expect(placePhoto(at(0.5), 'Ann', five, null)).toMatchObject({ result: 'enough_photos' });
  });
});
