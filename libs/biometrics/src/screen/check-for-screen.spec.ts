import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HELD, onScreen } from '../samples/on-screen.js';
import { randomFrom } from '../samples/random.js';
import { painted } from '../testing/arbitraries.js';
import type { Picture } from '../types.js';
import { checkForScreen } from './check-for-screen.js';
import { SCREEN_CUES } from './screen-look.js';

const random = randomFrom(3);
const noise = () => (random() + random() + random() - 1.5) * 5;
const level = (light: number): [number, number, number] => {
  const n = Math.max(0, Math.min(255, Math.round(light + noise())));
  return [n, n, n];
};
const FACE = { box: { x: 120, y: 70, width: 90, height: 110 } };
/** Something like a head before a wall. */
const person = painted(320, 240, (x, y) => {
  const head = Math.hypot((x - 165) / 50, (y - 125) / 65);
  if (head > 1) return level(165 - x / 12);
  const eyes = Math.hypot(x - 145, y - 108) < 6 || Math.hypot(x - 185, y - 108) < 6 || (Math.abs(y - 155) < 3 && Math.abs(x - 165) < 18);
  return level(eyes ? 70 : 190 - 40 * head);
});
const wall = painted(320, 240, () => level(150));
const brighter = (picture: Picture, factor: number): Picture => ({ ...picture, data: picture.data.map((n) => Math.min(255, n * factor)) });

describe('checkForScreen', () => {
  it('takes a head before a wall for none, in whatever light', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.25, max: 1.3, noNaN: true }), (light) => {
        expect(checkForScreen(brighter(person, light), FACE)).toMatchObject({ isScreen: false });
      }),
      { numRuns: 12 },
    );
  });

  it('sees a simulated screen before the camera by its bezel and its moiré, and one that fills the view by its moiré', () => {
    const held = checkForScreen(onScreen(person, wall, { ...HELD, pitch: 1.7 }), FACE);
    expect(held.isScreen).toBe(true);
    expect(held.cues.bezel).toBeGreaterThan(0.5);
    expect(held.cues.moire).toBeGreaterThan(0.2);
    expect(checkForScreen(onScreen(person, wall, { ...HELD, size: 1, bezel: 0, pitch: 1.7 }), FACE)).toMatchObject({ isScreen: true });
  });

  it('answers within its bounds for any pixels and any box', () => {
    const places = fc.double({ min: -400, max: 400, noNaN: true });
    const box = fc.option(fc.record({ x: places, y: places, width: places, height: places }));
    fc.assert(
      fc.property(fc.integer(), box, (seed, at) => {
        const dice = randomFrom(seed);
        const { isScreen, confidence, cues } = checkForScreen(
          painted(128, 96, () => [dice() * 255, dice() * 255, dice() * 255]),
          at && { box: at },
        );
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(100);
        expect(isScreen).toBe(confidence >= 60);
        expect(Object.keys(cues).sort()).toEqual([...SCREEN_CUES].sort());
        for (const cue of Object.values(cues)) expect(cue >= 0 && cue <= 1).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('throws for bytes that do not fit, a tiny picture and a box that is none', () => {
    expect(() => checkForScreen({ ...person, width: 300 }, null)).toThrow(RangeError);
    expect(() =>
      checkForScreen(
        painted(95, 200, () => [0, 0, 0]),
        null,
      ),
    ).toThrow(RangeError);
    expect(() => checkForScreen(person, { box: { ...FACE.box, x: NaN } })).toThrow(RangeError);
  });
});
