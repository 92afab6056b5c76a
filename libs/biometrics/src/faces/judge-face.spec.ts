import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headPose } from './head-pose.js';
import { DEFAULT_GATES, judgeFace } from './judge-face.js';
import type { JudgedFace } from './judge-face.js';
import { frontalFace } from '../testing/arbitraries.js';
import type { PictureQuality } from '../types.js';

const frame = { width: 640, height: 480 };
const fine: PictureQuality = { brightness: 120, contrast: 110, noise: 1, sharpness: 0.1 };

function face(place: Parameters<typeof frontalFace>[0] = {}, quality: Partial<PictureQuality> = {}): JudgedFace {
  const landmarks = frontalFace({ size: 120, x: 320, y: 240, ...place });
  return { landmarks, pose: headPose(landmarks), quality: { ...fine, ...quality } };
}

describe('judgeFace', () => {
  it('lets a plain frontal face pass', () => {
    expect(judgeFace(face(), frame)).toEqual({ scorable: true, reason: null });
  });

  it('does not mind roll, which the alignment takes out', () => {
    expect(judgeFace(face({ roll: 0.7 }), frame).scorable).toBe(true);
  });

  it('judges a face the same wherever it is and however it leans, as long as it is inside', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.6, max: 0.6, noNaN: true }),
        fc.integer({ min: 200, max: 440 }),
        fc.integer({ min: 160, max: 320 }),
        fc.double({ min: -0.4, max: 0.4, noNaN: true }),
        (roll, x, y, yaw) => {
          const straight = { ...face(), pose: { yaw, pitch: 0.5, roll: 0 } };
          const leaning = { ...face({ roll, x, y }), pose: { yaw, pitch: 0.5, roll } };
          expect(judgeFace(leaning, frame)).toEqual(judgeFace(straight, frame));
        },
      ),
    );
  });

  it('does not mind a dark skin in good light', () => {
    expect(judgeFace(face({}, { brightness: 30, contrast: 45 }), frame).scorable).toBe(true);
  });

  it.each([
    ['cut_off', face({ x: 30 })],
    ['cut_off', face({ y: 470 })],
    ['small', face({ size: 40 })],
    ['pose', { ...face(), pose: { yaw: 0.26, pitch: 0.5, roll: 0 } }],
    ['pose', { ...face(), pose: { yaw: -0.26, pitch: 0.5, roll: 0 } }],
    ['pose', { ...face(), pose: { yaw: 0, pitch: 0.34, roll: 0 } }],
    ['pose', { ...face(), pose: { yaw: 0, pitch: 0.76, roll: 0 } }],
    ['pose', { ...face(), pose: { yaw: NaN, pitch: 0.5, roll: 0 } }],
    ['dark', face({}, { contrast: 15 })],
    ['dark', face({}, { contrast: 90, noise: 15 })],
    ['blurred', face({}, { sharpness: 0.01 })],
  ])('refuses with the reason: %s', (reason, judged) => {
    expect(judgeFace(judged, frame)).toEqual({ scorable: false, reason });
  });

  it('names first what a person would mend first', () => {
    expect(judgeFace(face({ x: 10, size: 50 }, { contrast: 5, sharpness: 0 }), frame).reason).toBe('cut_off');
    expect(judgeFace(face({}, { contrast: 5, sharpness: 0 }), frame).reason).toBe('dark');
  });

  it('takes its bounds from whoever asks', () => {
    expect(judgeFace(face({ size: 40 }), frame, { ...DEFAULT_GATES, minEyeDistance: 10 }).scorable).toBe(true);
  });
});
