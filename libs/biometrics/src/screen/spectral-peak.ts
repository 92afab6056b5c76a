import { fourierSquare, SQUARE } from './fourier-square.js';
import type { GreyPlane } from './grey-plane.js';

const HALF = SQUARE / 2;
/** A margin on every side lets neighbours be read without wrapping. */
const REACH = 3;
const WIDE = SQUARE + 2 * REACH;
const TALL = HALF + 1 + 2 * REACH;
const WINDOW = Float64Array.from({ length: SQUARE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / SQUARE));
/** Power that rounding to whole levels makes; lifts empty places of the spectrum, so that they have no peaks. */
const FLOOR = 50;
/** Waves in a square: below lies the picture itself, above the corners. */
const LOWEST = 5;
const HIGHEST = 31;

/** Places of the half spectrum that may hold a peak: off the two axes, where edges of the picture and the blocks of JPEG lie. */
const PLACES: readonly number[] = Array.from({ length: (HALF + 1) * SQUARE }, (_, i) => i).filter((i) => {
  const v = Math.floor(i / SQUARE);
  const u = (i % SQUARE) - HALF;
  const far = Math.hypot(u, v);
  return far >= LOWEST && far <= HIGHEST && Math.abs(u) > 1 && v > 1;
});

/** Offsets in the padded spectrum from a place to its surroundings: 7 × 7 without the 3 × 3 in the middle. */
const AROUND: readonly number[] = Array.from({ length: 49 }, (_, i) => [Math.floor(i / 7) - 3, (i % 7) - 3] as const)
  .filter(([dv, du]) => Math.abs(dv) > 1 || Math.abs(du) > 1)
  .map(([dv, du]) => dv * WIDE + du);

/** Log power of a square of the plane, padded by `REACH`; column `u + HALF`, row `v`. */
function logSpectrum(plane: GreyPlane, left: number, top: number): Float64Array {
  const re = new Float64Array(SQUARE * SQUARE);
  const im = new Float64Array(SQUARE * SQUARE);
  let mean = 0;
  for (let y = 0; y < SQUARE; y++) for (let x = 0; x < SQUARE; x++) mean += plane.data[(top + y) * plane.width + left + x] ?? 0;
  mean /= SQUARE * SQUARE;
  for (let y = 0; y < SQUARE; y++) {
    for (let x = 0; x < SQUARE; x++) {
      re[y * SQUARE + x] = ((plane.data[(top + y) * plane.width + left + x] ?? 0) - mean) * (WINDOW[x] ?? 0) * (WINDOW[y] ?? 0);
    }
  }
  fourierSquare(re, im);
  const padded = new Float64Array(WIDE * TALL);
  for (let v = 0; v < TALL; v++) {
    for (let u = 0; u < WIDE; u++) {
      const at = ((v - REACH + SQUARE) % SQUARE) * SQUARE + ((u - REACH - HALF + SQUARE) % SQUARE);
      padded[v * WIDE + u] = Math.log((re[at] ?? 0) ** 2 + (im[at] ?? 0) ** 2 + FLOOR);
    }
  }
  return padded;
}

/**
 * How far the strongest place of a square's spectrum stands out of its surroundings, in natural logarithms of power. Nature's spectra fall smoothly; a grid that is photographed adds lone peaks.
 * About 2.5 for noise, 4 and more for a clear moiré. `left` and `top` are the corner of a square of 64 × 64 pixels.
 * @throws RangeError when the square is not inside the plane.
 */
export function spectralPeak(plane: GreyPlane, left: number, top: number): number {
  if (left < 0 || top < 0 || left + SQUARE > plane.width || top + SQUARE > plane.height) {
    throw new RangeError(`A square of ${SQUARE} × ${SQUARE} pixels must lie inside the picture.`);
  }
  const spectrum = logSpectrum(plane, left, top);
  let first = -Infinity;
  let second = -Infinity;
  for (const place of PLACES) {
    const at = (Math.floor(place / SQUARE) + REACH) * WIDE + (place % SQUARE) + REACH;
    let around = 0;
    for (const offset of AROUND) around += spectrum[at + offset] ?? 0;
    const excess = (spectrum[at] ?? 0) - around / AROUND.length;
    if (excess > first) {
      second = first;
      first = excess;
    } else if (excess > second) second = excess;
  }
  return (first + second) / 2;
}
