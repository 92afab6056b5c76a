import { LANDMARK_COUNT, centreOf } from '../faces/index.js';
import type { Landmarks, Point } from '../types.js';

/** How a face changed from one frame to another. */
export interface FlatMotion {
  /** In-plane movement: shift in distances of the eyes, plus change of size and of roll on the same scale. */
  readonly moved: number;
  /** What no affine map of a plane explains: root mean square over brows, nose, eyes and mouth, in distances of the eyes. Turning, talking and blinking make it; a picture that is moved about does not. */
  readonly bent: number;
}

/** Brows, nose, eyes and mouth: the jaw's points are found least steadily. */
const STEADY_FROM = 17;

interface Frame {
  readonly eyes: Point;
  readonly apart: number;
  readonly roll: number;
}

function frameOf(landmarks: Landmarks): Frame {
  const left = centreOf(landmarks, 36, 42);
  const right = centreOf(landmarks, 42, 48);
  const apart = Math.hypot(right.x - left.x, right.y - left.y);
  if (!(apart > 0)) throw new RangeError('The eyes fall together; these landmarks show no face.');
  return { eyes: { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 }, apart, roll: Math.atan2(right.y - left.y, right.x - left.x) };
}

/** The residue of `values` after the best a·x + b·y + c in the least-squares sense; `points` are centred, so that c is the mean. */
function residues(points: readonly Point[], values: readonly number[]): number[] {
  let xx = 0;
  let xy = 0;
  let yy = 0;
  let xv = 0;
  let yv = 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  points.forEach(({ x, y }, i) => {
    const value = (values[i] ?? mean) - mean;
    xx += x * x;
    xy += x * y;
    yy += y * y;
    xv += x * value;
    yv += y * value;
  });
  const det = xx * yy - xy * xy;
  if (!(det > 0)) throw new RangeError('The points lie on a line; these landmarks show no face.');
  const a = (xv * yy - yv * xy) / det;
  const b = (yv * xx - xv * xy) / det;
  return points.map(({ x, y }, i) => (values[i] ?? mean) - mean - a * x - b * y);
}

/**
 * Splits the change between two looks at one face into what moving a flat picture does and the rest.
 * @throws RangeError when there are not 68 points each, or they show no face.
 */
export function flatMotion(before: Landmarks, after: Landmarks): FlatMotion {
  if (after.length !== LANDMARK_COUNT) throw new RangeError(`A face has ${LANDMARK_COUNT} landmarks, not ${after.length}.`);
  const from = frameOf(before);
  const to = frameOf(after);
  const turn = Math.abs(Math.atan2(Math.sin(to.roll - from.roll), Math.cos(to.roll - from.roll)));
  const shift = Math.hypot(to.eyes.x - from.eyes.x, to.eyes.y - from.eyes.y) / Math.min(from.apart, to.apart);
  const steady = before.slice(STEADY_FROM);
  const middle = {
    x: steady.reduce((sum, { x }) => sum + x, 0) / steady.length,
    y: steady.reduce((sum, { y }) => sum + y, 0) / steady.length,
  };
  const centred = steady.map(({ x, y }) => ({ x: x - middle.x, y: y - middle.y }));
  const target = after.slice(STEADY_FROM);
  const left = [
    ...residues(
      centred,
      target.map(({ x }) => x),
    ),
    ...residues(
      centred,
      target.map(({ y }) => y),
    ),
  ];
  const square = left.reduce((sum, residue) => sum + residue * residue, 0) / steady.length;
  return { moved: shift + Math.abs(Math.log(to.apart / from.apart)) + turn, bent: Math.sqrt(square) / to.apart };
}
