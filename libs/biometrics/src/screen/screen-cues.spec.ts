import { describe, expect, it } from 'vitest';
import { randomFrom } from '../samples/random.js';
import { painted } from '../testing/arbitraries.js';
import { darkFrame } from './dark-frame.js';
import { greyPlane, shrunkPlane } from './grey-plane.js';
import { laplacianVariance } from './laplacian-variance.js';
import { moireOf } from './moire.js';
import { spectralPeak } from './spectral-peak.js';

type Light = (x: number, y: number) => number;
const grey = (light: Light, width = 256, height = 192) =>
  greyPlane(
    painted(
      width,
      height,
      (x, y) => [light(x, y), light(x, y), light(x, y)].map((n) => Math.max(0, Math.min(255, Math.round(n)))) as [number, number, number],
    ),
  );
const random = randomFrom(11);
const noise = () => (random() + random() + random() - 1.5) * 12;
const wave = (x: number, y: number) => 128 + 14 * Math.sin(1.1 * x + 0.7 * y);

describe('spectralPeak', () => {
  it('stands out for a wave under noise, not for noise, slopes or edges', () => {
    const clear = spectralPeak(
      grey((x, y) => wave(x, y) + noise()),
      10,
      20,
    );
    expect(clear).toBeGreaterThan(4);
    for (const light of [
      () => 128 + noise(),
      (x: number) => x / 2 + noise(),
      (x: number, y: number) => (x + 2 * y > 150 ? 200 : 60) + noise(),
    ])
      expect(spectralPeak(grey(light), 10, 20)).toBeLessThan(clear - 1);
  });

  it('throws for a square beyond the border', () => {
    expect(() =>
      spectralPeak(
        grey(() => 9),
        193,
        0,
      ),
    ).toThrow(RangeError);
    expect(() =>
      spectralPeak(
        grey(() => 9),
        0,
        -1,
      ),
    ).toThrow(RangeError);
  });
});

describe('moireOf', () => {
  it('needs it in most squares: a patterned cloth in a corner is none', () => {
    const corner = moireOf(
      grey((x, y) => (x < 90 && y < 90 ? wave(x, y) : 128) + noise()),
      null,
    );
    expect(
      moireOf(
        grey((x, y) => wave(x, y) + noise()),
        null,
      ),
    ).toBeGreaterThan(corner + 1);
    expect(corner).toBeLessThan(3.5);
  });

  it('looks at the face and its surroundings, also where they reach beyond the border', () => {
    const beside = (x: number, y: number) => (x > 128 ? wave(x, y) : 128) + noise();
    expect(moireOf(grey(beside), { x: -40, y: -10, width: 100, height: 120 })).toBeLessThan(3.5);
    expect(moireOf(grey(beside), { x: 170, y: 100, width: 120, height: 140 })).toBeGreaterThan(4);
  });
});

describe('darkFrame', () => {
  const face = { x: 50, y: 36, width: 30, height: 30 };
  /** A bright display from 30 to 100 and 16 to 84 with a black rim of 8, on a wall; `lean` in pixels for each pixel. */
  const held =
    (lean: number): Light =>
    (x, y) => {
      const u = x - lean * (y - 50);
      const v = y + lean * (x - 65);
      const lit = u > 30 && u < 100 && v > 16 && v < 84;
      return lit ? 170 : u > 22 && u < 108 && v > 8 && v < 92 ? 12 : 150;
    };

  it.each([0, 0.05, -0.1])('finds four sides of a screen that leans by %d', (lean) => {
    const { left, right, top, bottom } = darkFrame(grey(held(lean), 128, 96), face);
    for (const side of [left, right]) expect(side).toBeGreaterThan(0.55);
    for (const side of [top, bottom]) expect(side).toBeGreaterThan(0.4);
  });

  it('sees one side of a dark curtain, and none on a plain wall or in the dark', () => {
    const curtain = darkFrame(
      grey((x) => (x < 30 ? 15 : 160), 128, 96),
      face,
    );
    expect(curtain.left).toBeGreaterThan(0.9);
    expect(Math.max(curtain.right, curtain.top, curtain.bottom)).toBeLessThan(0.1);
    for (const light of [() => 150, () => 8]) expect(Object.values(darkFrame(grey(light, 128, 96), face))).toEqual([0, 0, 0, 0]);
  });

  it('does not count what lies within the face', () => {
    const glasses = darkFrame(
      grey((x) => (x > 60 && x < 64 ? 10 : 160), 128, 96),
      face,
    );
    expect(Object.values(glasses)).toEqual([0, 0, 0, 0]);
  });
});

describe('laplacianVariance', () => {
  it('is 0 without detail, rises with it, and does not depend on brightness', () => {
    expect(laplacianVariance(grey((x) => 40 + x / 8))).toBeLessThan(1);
    const fine = (offset: number) => laplacianVariance(grey((x, y) => 90 + offset + ((x + y) % 2) * 20));
    expect(fine(0)).toBeGreaterThan(200);
    expect(fine(50)).toBeCloseTo(fine(0), 6);
  });

  it('throws for less than 3 × 3 pixels', () => {
    expect(() => laplacianVariance(grey(() => 0, 2, 9))).toThrow(RangeError);
  });
});

describe('shrunkPlane', () => {
  it('gives the mean of each square and leaves the rest out', () => {
    const { data, width, height } = shrunkPlane(
      grey((x) => x, 7, 5),
      3,
    );
    expect([width, height]).toEqual([2, 1]);
    expect(data[0]).toBeCloseTo(1, 4);
    expect(data[1]).toBeCloseTo(4, 4);
  });
});
