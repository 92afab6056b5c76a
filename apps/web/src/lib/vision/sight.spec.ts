import type { FaceFinding, PictureFindings } from '@invigil/biometrics/browser';
import { readDescriptor } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { claimOf } from './sight.ts';

const box = { x: 160, y: 120, width: 320, height: 240 };
const found = (...faces: FaceFinding[]): Pick<PictureFindings, 'faces' | 'subjectIndex'> => ({
  faces,
  subjectIndex: faces.length - 1,
});
const descriptor = Float32Array.from({ length: 128 }, (_, i) => i / 128);

describe('claimOf', () => {
  it('describes a face that can be scored, and says where it is', () => {
    const { claim, place } = claimOf(found({ box, score: 0.9, descriptor, gate: { scorable: true, reason: null } }), 640, 480);
    expect(claim).toMatchObject({ faces: 1, unscorable: null });
    expect(readDescriptor(claim.descriptor as Uint8Array)).toEqual(descriptor);
    expect(place).toEqual({ x: 0.5, y: 0.5, width: 0.5 });
  });

  it('gives no descriptor of a face that cannot be scored', () => {
    const { claim } = claimOf(found({ box, score: 0.9, descriptor, gate: { scorable: false, reason: 'small' } }), 640, 480);
    expect(claim).toEqual({ faces: 1, unscorable: 'too_small', descriptor: null });
  });

  it('counts nobody as nobody, and two as two', () => {
    expect(claimOf(found(), 640, 480)).toEqual({ claim: { faces: 0, unscorable: 'no_face', descriptor: null }, place: null });
    const two = found({ box, score: 0.8 }, { box, score: 0.9, descriptor, gate: { scorable: true, reason: null } });
    expect(claimOf(two, 640, 480).claim.faces).toBe(2);
  });
});
