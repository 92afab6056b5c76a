import type { Box } from '../types.js';
import type { GreyPlane } from './grey-plane.js';

/** Rise in brightness from a bezel to what it frames, and the brightest that a bezel is, in levels. */
const RISE = 24;
const DARK = 80;
/** Leanings of a line, in pixels across for each pixel along. */
const LEANINGS: readonly number[] = Array.from({ length: 13 }, (_, i) => (i - 6) * 0.04);

/** Brightness at `along`, `across`: lines are searched in rows and columns by the same code. */
type Reader = (along: number, across: number) => number;

/** The longest run of steps from dark to bright along any line of one side, as a share of `length`; a gap of a tenth is bridged. */
function longestRun(read: Reader, length: number, from: number, to: number, inwards: 1 | -1): number {
  let best = 0;
  for (let start = from; start <= to; start++) {
    for (const leaning of LEANINGS) {
      let hits = 0;
      let misses = 0;
      for (let along = 0; along < length; along++) {
        const across = Math.round(start + (along - length / 2) * leaning);
        const outside = read(along, across - 2 * inwards);
        const rises = outside < DARK && read(along, across + inwards) - outside > RISE;
        if (rises) {
          hits += 1;
          best = Math.max(best, hits);
        } else misses += 1;
        if (misses > 0.1 * length || (!rises && misses > hits)) {
          hits = 0;
          misses = 0;
        }
      }
    }
  }
  return best / length;
}

/**
 * How much of a dark straight frame stands around the face, as monitors and phones have: for each side the longest straight step from dark outside to brighter inside, as a share of the picture's
 * height or width, sorted from the longest. A door or a dark curtain gives one; a screen two or more.
 * @param face in pixels of the plane; without one any place counts.
 */
export function darkFrame({ data, width, height }: GreyPlane, face: Box | null): readonly [number, number, number, number] {
  const column: Reader = (y, x) => (x < 0 || x >= width ? 255 : (data[y * width + x] ?? 255));
  const row: Reader = (x, y) => (y < 0 || y >= height ? 255 : (data[y * width + x] ?? 255));
  const left = face ? Math.max(0, Math.floor(face.x)) : width - 1;
  const right = face ? Math.min(width - 1, Math.ceil(face.x + face.width)) : 0;
  const top = face ? Math.max(0, Math.floor(face.y)) : height - 1;
  const bottom = face ? Math.min(height - 1, Math.ceil(face.y + face.height)) : 0;
  const sides = [
    longestRun(column, height, 0, left, 1),
    longestRun(column, height, right, width - 1, -1),
    longestRun(row, width, 0, top, 1),
    longestRun(row, width, bottom, height - 1, -1),
  ].sort((a, b) => b - a);
  return [sides[0] ?? 0, sides[1] ?? 0, sides[2] ?? 0, sides[3] ?? 0];
}
