import type { FaceFinding, PictureFindings } from '@invigil/biometrics/browser';
import { faceClaimSchema, readDescriptor } from '@invigil/shared';
import fc from 'fast-check';
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
    const { claim, place } = claimOf(found({ box, score: 0.9, descriptor, gate: { scorable: true, reason: null } }), 640, 480, false);
    expect(claim).toMatchObject({ faces: 1, unscorable: null });
    expect(readDescriptor(claim.descriptor as Uint8Array)).toEqual(descriptor);
    expect(place).toEqual({ x: 0.5, y: 0.5, width: 0.5 });
  });

  it('gives no descriptor of a face that cannot be scored', () => {
    const { claim } = claimOf(found({ box, score: 0.9, descriptor, gate: { scorable: false, reason: 'small' } }), 640, 480, false);
    expect(claim).toEqual({ faces: 1, unscorable: 'too_small', descriptor: null, pose: null });
  });

  it('counts nobody as nobody, and two as two', () => {
    expect(claimOf(found(), 640, 480, false)).toEqual({
      claim: { faces: 0, unscorable: 'no_face', descriptor: null, pose: null },
      place: null,
    });
    const two = found({ box, score: 0.8 }, { box, score: 0.9, descriptor, gate: { scorable: true, reason: null } });
    expect(claimOf(two, 640, 480, false).claim.faces).toBe(2);
  });

  it('says of an empty picture in the dark that it is dark, and of a face there what its gate says', () => {
    expect(claimOf(found(), 640, 480, true).claim).toMatchObject({ faces: 0, unscorable: 'dark' });
    const seen = found({ box, score: 0.9, descriptor, gate: { scorable: true, reason: null } });
    expect(claimOf(seen, 640, 480, true).claim.unscorable).toBeNull();
  });

  it('tells where the head is turned to as the wire takes it, also where the landmarks are nonsense', () => {
    const poses = fc.record({ yaw: fc.double(), pitch: fc.double(), roll: fc.double() });
    fc.assert(
      fc.property(poses, (pose) => {
        const { claim } = claimOf(found({ box, score: 0.9, pose, gate: { scorable: false, reason: 'pose' } }), 640, 480, false);
        expect(faceClaimSchema.safeParse(claim).success).toBe(true);
      }),
    );
    const pose = { yaw: 0.41237, pitch: 0.5, roll: 0.1 };
    const { claim } = claimOf(found({ box, score: 0.9, pose, gate: { scorable: false, reason: 'pose' } }), 640, 480, false);
    expect(claim.pose).toEqual({ yaw: 0.412, pitch: 0.5 });
  });
});
