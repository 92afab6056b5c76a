import type { Point } from '../types.js';

/** Turns, scales and shifts: x' = a·x − b·y + dx, y' = b·x + a·y + dy. The scale is hypot(a, b). */
export interface SimilarityTransform {
  readonly a: number;
  readonly b: number;
  readonly dx: number;
  readonly dy: number;
}

const mean = (points: readonly Point[], axis: 'x' | 'y') => points.reduce((sum, point) => sum + point[axis], 0) / points.length;

/**
 * The similarity transform that takes `from` nearest to `to` in the least-squares sense (Umeyama 1991, without reflection).
 * @throws RangeError when the lists differ in length or all points of `from` fall together.
 */
export function similarityTransform(from: readonly Point[], to: readonly Point[]): SimilarityTransform {
  if (from.length !== to.length) throw new RangeError(`As many points are needed on both sides, not ${from.length} and ${to.length}.`);
  const fromX = mean(from, 'x');
  const fromY = mean(from, 'y');
  const toX = mean(to, 'x');
  const toY = mean(to, 'y');
  let spread = 0;
  let dot = 0;
  let cross = 0;
  from.forEach((point, i) => {
    const target = to[i] ?? point;
    const x = point.x - fromX;
    const y = point.y - fromY;
    spread += x * x + y * y;
    dot += x * (target.x - toX) + y * (target.y - toY);
    cross += x * (target.y - toY) - y * (target.x - toX);
  });
  if (!(spread > 0)) throw new RangeError('The points fall together; these landmarks show no face.');
  const a = dot / spread;
  const b = cross / spread;
  return { a, b, dx: toX - a * fromX + b * fromY, dy: toY - b * fromX - a * fromY };
}
