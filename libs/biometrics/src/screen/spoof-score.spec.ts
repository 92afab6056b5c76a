import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../samples/random.js';
import { frontalFace } from '../testing/arbitraries.js';
import type { Landmarks } from '../types.js';
import { flatMotion } from './flat-motion.js';
import { SPOOF_START, spoofScore } from './spoof-score.js';
import type { SpoofLook, SpoofVerdict } from './spoof-score.js';

/** Points as a net finds them: not quite. */
function jittered(landmarks: Landmarks, pixels: number, seed: number): Landmarks {
  const random = randomFrom(seed);
  return landmarks.map(({ x, y }) => ({ x: x + (random() - 0.5) * 2 * pixels, y: y + (random() - 0.5) * 2 * pixels }));
}
/** The nose goes one way and the mouth opens: a head that turns and talks. */
const alive = (landmarks: Landmarks, i: number): Landmarks =>
  landmarks.map(({ x, y }, point) => ({
    x: x + (point > 26 && point < 36 ? 6 * Math.sin(i) : 0),
    y: y + (point > 54 ? 5 * Math.cos(2 * i) : 0),
  }));
const places = Array.from({ length: 30 }, (_, i) => ({
  x: 100 + 20 * Math.sin(2 * i),
  y: 80 + 14 * Math.cos(3 * i),
  roll: 0.1 * Math.sin(5 * i),
  size: 100 + 6 * Math.cos(i),
}));
const screen = (confidence: number) => ({ confidence, cues: { moire: 0, bezel: 0, flat: 0 } });

function after(looks: readonly Omit<SpoofLook, 'at'>[]): SpoofVerdict {
  let verdict: SpoofVerdict = { state: SPOOF_START, score: 0, frames: 0 };
  looks.forEach((look, i) => (verdict = spoofScore(verdict.state, { ...look, at: i * 10_000 })));
  return verdict;
}

describe('flatMotion', () => {
  it('explains whatever a plane does under an affine map', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(number(0.5, 2), number(-0.3, 0.3), number(-0.3, 0.3), number(0.5, 2), number(-200, 200), (a, b, c, d, shift) => {
        const face = frontalFace();
        const mapped = face.map(({ x, y }) => ({ x: a * x + b * y + shift, y: c * x + d * y - shift }));
        expect(flatMotion(face, mapped).bent).toBeLessThan(1e-6);
      }),
    );
  });

  it('says how far the face moved, and what no plane does', () => {
    expect(flatMotion(frontalFace(), frontalFace()).moved).toBe(0);
    expect(flatMotion(frontalFace(), frontalFace({ x: 130 })).moved).toBeGreaterThan(0.3);
    expect(flatMotion(frontalFace(), frontalFace({ roll: 0.2 })).moved).toBeGreaterThanOrEqual(0.2);
    expect(flatMotion(frontalFace(), alive(frontalFace(), 1)).bent).toBeGreaterThan(0.035);
  });

  it('throws for points that are no face', () => {
    expect(() => flatMotion(frontalFace(), frontalFace().slice(1))).toThrow(RangeError);
    expect(() =>
      flatMotion(
        frontalFace().map(() => ({ x: 1, y: 1 })),
        frontalFace(),
      ),
    ).toThrow(RangeError);
  });
});

describe('spoofScore', () => {
  it('is 0 for however long somebody sits still', () => {
    const still = Array.from({ length: 300 }, (_, i) => ({ screen: null, landmarks: jittered(frontalFace(), 0.4, i) }));
    expect(after(still).score).toBe(0);
  });

  it('stays 0 for a head that moves and talks, and rises to 30 for a picture that is moved about, which alone asks for nothing', () => {
    expect(after(places.map((place, i) => ({ screen: null, landmarks: jittered(alive(frontalFace(place), i), 0.4, i) }))).score).toBe(0);
    const flat = after(places.map((place, i) => ({ screen: null, landmarks: jittered(frontalFace(place), 0.4, i) }))).score;
    expect(flat).toBeGreaterThan(20);
    expect(flat).toBeLessThanOrEqual(30);
  });

  it('takes the median of what the frames looked like once there are five, and adds the movement', () => {
    expect(after(Array.from({ length: 4 }, () => ({ screen: screen(90) }))).score).toBe(0);
    expect(after(Array.from({ length: 5 }, () => ({ screen: screen(55) }))).score).toBe(55);
    const both = after(places.map((place) => ({ screen: screen(40), landmarks: frontalFace(place) })));
    expect(both.score).toBe(70);
  });

  it('stays within its bounds, and its state is plain data of bounded size', () => {
    const looks = fc.array(
      fc.record({ screen: fc.option(fc.integer({ min: 0, max: 100 }).map(screen)), x: fc.integer({ min: -300, max: 300 }) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(looks, (list) => {
        const { score, frames, state } = after(list.map(({ screen: look, x }) => ({ screen: look, landmarks: frontalFace({ x }) })));
        expect(score >= 0 && score <= 100).toBe(true);
        expect(frames).toBeLessThanOrEqual(24);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
    );
  });

  it('compares no frames that lie more than a minute apart', () => {
    const looks = places.map((place, i) => ({ screen: null, landmarks: frontalFace(place), at: i * 61_000 }));
    let verdict: SpoofVerdict = { state: SPOOF_START, score: 0, frames: 0 };
    for (const look of looks) verdict = spoofScore(verdict.state, look);
    expect(verdict).toMatchObject({ score: 0, frames: 0 });
  });
});
