import type { FrameAnalysis } from '@invigil/biometrics/node';
import { describe, expect, it } from 'vitest';
import { judgePicture, NO_FACE, NOT_ENCODED, SEVERAL, UNKNOWN } from './judge-picture.js';
import type { LivenessProof } from '../tickets/liveness-proof.js';

const face = (value: number) => new Float32Array(128).fill(value);
/** Faces whose numbers all differ by so much lie 0.8 apart. */
const OTHER = face(0.8 / Math.sqrt(128));
const ME = face(0);
const RULES = { screenConfidence: 60, tolerance: 0.6 };

type Seen = Pick<FrameAnalysis, 'faces' | 'subject' | 'screen'>;
function seen({ descriptor = ME, faces = 1, scorable = true, screen = 0 } = {}): Seen {
  const subject = { descriptor, gate: { scorable, reason: null } };
  return {
    faces: Array.from({ length: faces }, () => subject),
    subject: faces === 0 ? null : subject,
    screen: { confidence: screen },
  } as never;
}
const proofOf = (descriptor: Float32Array, screenConfidence = 0): LivenessProof => ({
  runId: 'run',
  pipelineId: 'pipeline',
  descriptors: [descriptor, descriptor, descriptor],
  frame: new Uint8Array(),
  screenConfidence,
});
const judged = (picture: Seen, own: Float32Array | null = ME, proof: LivenessProof | null = proofOf(ME)) =>
  judgePicture(picture, own, ME, proof, RULES);

describe('one picture against the own template', () => {
  it('is recognised when picture, template and tasks show one person', () => {
    expect(judged(seen())).toEqual({ result: 'recognised' });
    expect(judged(seen(), ME, null)).toEqual({ result: 'recognised' });
  });
  it('is denied for a screen before anything else, from the confidence that is set, on the picture or in the tasks', () => {
    const words = 'Access denied: a screen was detected (82 %)';
    expect(judged(seen({ screen: 82.4, faces: 2 }), OTHER)).toEqual({ result: 'denied', reason: 'screen', message: words });
    expect(judged(seen({ screen: 60 }))).toMatchObject({ reason: 'screen' });
    expect(judged(seen({ screen: 59.9 }))).toEqual({ result: 'recognised' });
    expect(judged(seen(), ME, proofOf(ME, 82))).toMatchObject({ message: words });
  });
  it('asks again, at no cost, for what cannot be judged', () => {
    expect(judged(seen({ faces: 0 }))).toEqual({ result: 'again', message: NO_FACE });
    expect(judged(seen({ faces: 2 }))).toEqual({ result: 'again', message: SEVERAL });
    expect(judged(seen({ scorable: false }))).toEqual({ result: 'again', message: NOT_ENCODED });
    expect(judged(seen(), null)).toEqual({ result: 'again', message: NOT_ENCODED });
  });
  it('is denied for another face, also where the own picture comes with somebody else’s tasks', () => {
    expect(judged(seen({ descriptor: OTHER }), OTHER)).toEqual({ result: 'denied', reason: 'not_recognised', message: UNKNOWN });
    expect(judged(seen(), ME, proofOf(OTHER))).toMatchObject({ reason: 'not_recognised' });
  });
});
