import type { Point } from '../types.js';
import { solveLinear } from './solve-linear.js';

/** Row by row, the last of its nine numbers left out since it is 1. */
type Homography = readonly number[];

const UNKNOWNS = 8;

/**
 * The homography that takes `from` nearest to `to`: every view of a flat picture is one of any other view of it. Least squares of the linear equations;
 * give both in units near 1 about their middle, so that they weigh alike.
 * @returns null when the points do not settle it, as on a line
 * @throws RangeError when the lists differ in length or have under four points
 */
export function fitHomography(from: readonly Point[], to: readonly Point[]): Homography | null {
  if (from.length !== to.length || from.length < 4) throw new RangeError('Four points or more are needed, as many on both sides.');
  const normal = Array.from({ length: UNKNOWNS }, () => new Array<number>(UNKNOWNS + 1).fill(0));
  const add = (row: readonly number[]): void => {
    for (let i = 0; i < UNKNOWNS; i++) {
      const sums = normal[i] ?? [];
      for (let j = 0; j <= UNKNOWNS; j++) sums[j] = (sums[j] ?? 0) + (row[i] ?? 0) * (row[j] ?? 0);
    }
  };
  from.forEach(({ x, y }, i) => {
    const { x: u, y: v } = to[i] ?? { x: 0, y: 0 };
    add([x, y, 1, 0, 0, 0, -x * u, -y * u, u]);
    add([0, 0, 0, x, y, 1, -x * v, -y * v, v]);
  });
  return solveLinear(normal);
}

/** Where a homography takes a point. */
export function applyHomography([a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0]: Homography, { x, y }: Point): Point {
  const w = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}
