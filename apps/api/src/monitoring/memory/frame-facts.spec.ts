import type { FaceFinding } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import { writeDescriptor } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { frameFacts } from './frame-facts.js';

const descriptor = (first: number): Float32Array => Float32Array.from({ length: 128 }, (_, i) => (i === 0 ? first : 0.12));
const face = (over: Partial<FaceFinding> = {}): FaceFinding => ({
  box: { x: 160, y: 120, width: 320, height: 240 },
  score: 0.9,
  descriptor: descriptor(0),
  gate: { scorable: true, reason: null },
  ...over,
});
const analysis = (faces: FaceFinding[]): FrameAnalysis => ({
  width: 640,
  height: 480,
  faces,
  subjectIndex: faces.length === 0 ? -1 : 0,
  subject: faces[0] ?? null,
  detector: 'ssd',
  screen: null,
  colour: null,
  exposure: { brightness: 120, contrast: 80 },
  timings: { decode: 1, total: 42.4 } as unknown as FrameAnalysis['timings'],
  thumbnail: new Uint8Array(),
  reencoded: null,
  sha256: '',
  differenceHash: '',
});
const claim = (faces: number, first: number) => ({ faces, unscorable: null, descriptor: writeDescriptor(descriptor(first)) });

describe('frameFacts', () => {
  it('gives boxes as shares of the picture and the distance to the template', () => {
    const facts = frameFacts(analysis([face()]), descriptor(0.7), null);
    expect(facts.faces).toEqual([{ x: 0.25, y: 0.25, width: 0.5, height: 0.5 }]);
    expect(facts.distance).toBeCloseTo(0.7);
    expect(facts).toMatchObject({ subject: 0, unscorable: null, between: null, detector: 'ssd', ms: 42 });
  });

  it('keeps a box inside the picture', () => {
    const { faces } = frameFacts(analysis([face({ box: { x: -64, y: 432, width: 128, height: 96 } })]), null, null);
    expect(faces).toEqual([{ x: 0, y: 0.9, width: 0.1, height: expect.closeTo(0.1) as number }]);
  });

  it('says why a face cannot be scored, and scores nothing then', () => {
    const turned = frameFacts(analysis([face({ gate: { scorable: false, reason: 'pose' } })]), descriptor(0.9), claim(1, 0.9));
    expect(turned).toMatchObject({ unscorable: 'pose', distance: null, between: null });
    expect(frameFacts(analysis([]), descriptor(0), claim(0, 0))).toMatchObject({ unscorable: 'no_face', subject: null });
  });

  it('says of nobody in a dark picture that it was dark', () => {
    const dark = { ...analysis([]), exposure: { brightness: 8, contrast: 10 } };
    expect(frameFacts(dark, descriptor(0), null)).toMatchObject({ unscorable: 'dark', faces: [] });
  });

  it('says of the same bytes that they came before, except of the black that a covered lens gives', () => {
    const dark = { ...analysis([]), exposure: { brightness: 8, contrast: 10 } };
    expect(frameFacts(analysis([face()]), null, null, { repeat: true }).repeat).toBe(true);
    expect(frameFacts(dark, null, null, { repeat: true })).not.toHaveProperty('repeat');
    expect(frameFacts(analysis([face()]), null, null)).not.toHaveProperty('repeat');
  });

  it('measures how far the page lies from the server where both saw one face', () => {
    expect(frameFacts(analysis([face()]), descriptor(0), claim(1, 0.8)).between).toBeCloseTo(0.8);
  });

  it('accuses no page that described the other one of several faces', () => {
    expect(frameFacts(analysis([face(), face()]), descriptor(0), claim(2, 0.8)).between).toBeNull();
    expect(frameFacts(analysis([face()]), descriptor(0), claim(2, 0.8)).between).toBeNull();
    expect(frameFacts(analysis([face(), face()]), descriptor(0), claim(1, 0.8)).between).toBeNull();
  });
});
