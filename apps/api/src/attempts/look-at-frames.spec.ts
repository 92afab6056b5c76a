import type { FrameAnalysis } from '@invigil/biometrics/node';
import { describe, expect, it } from 'vitest';
import { lookAtFrames } from './look-at-frames.js';
import { OBSTACLE_WORDS } from './check-in-words.js';

type Face = NonNullable<FrameAnalysis['subject']>;
const box = { x: 0, y: 0, width: 100, height: 100 };
const good: Face = { box, score: 1, gate: { scorable: true, reason: null }, descriptor: new Float32Array(128) };
const gated = (reason: 'pose' | 'dark'): Face => ({ box, score: 1, gate: { scorable: false, reason } });

function frame(...faces: Face[]): FrameAnalysis {
  const exposure = { brightness: 120, contrast: 100 };
  const timings = { tiny: 0, ssd: 0, landmarks: 0, descriptor: 0, decode: 0, total: 0 };
  const bytes = { thumbnail: new Uint8Array(), reencoded: null, sha256: '', differenceHash: '' };
  return {
    width: 640,
    height: 480,
    faces,
    subjectIndex: faces.length - 1,
    subject: faces[0] ?? null,
    detector: 'ssd',
    screen: null,
    colour: null,
    exposure,
    timings,
    ...bytes,
  };
}

describe('lookAtFrames', () => {
  it('is content with three scorable frames, whatever the others hold', () => {
    const { scorable, obstacle } = lookAtFrames([frame(good), frame(), frame(good), frame(gated('dark')), frame(good)]);
    expect(scorable).toHaveLength(3);
    expect(obstacle).toBeNull();
  });

  it('names what most frames have against them', () => {
    expect(lookAtFrames([frame(good), frame(gated('dark')), frame(gated('dark')), frame()]).obstacle).toBe('dark');
    expect(lookAtFrames([frame(), frame(), frame()]).obstacle).toBe('no_face');
  });

  it('asks for light where no face was found in a dark room', () => {
    const dark = { ...frame(), exposure: { brightness: 9, contrast: 12 } };
    expect(lookAtFrames([dark, dark, dark]).obstacle).toBe('dark');
  });

  it('never compares a frame with a second face', () => {
    const { scorable, obstacle } = lookAtFrames([frame(good, good), frame(good, good), frame(good)]);
    expect(obstacle).toBe('several');
    expect(scorable).toHaveLength(1);
  });

  it('has words with a next step for everything that can be in the way', () => {
    for (const words of Object.values(OBSTACLE_WORDS)) expect(words).toMatch(/then try again\.$/);
  });
});
