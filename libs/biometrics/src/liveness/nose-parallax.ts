import type { Landmarks, Point } from '../types.js';
import { faceFrame, inFrame } from './face-frame.js';
import { applyHomography, fitHomography } from './fit-homography.js';

/** Brows, eyes and the outer lips lie nearly in one plane; the nose stands out of it. */
const plane = (points: readonly Point[]): Point[] => [...points.slice(17, 27), ...points.slice(36, 60)];
const nose = (points: readonly Point[]): Point[] => points.slice(29, 36);

/**
 * How far the nose has moved beyond what any view of a flat picture of the face explains: brows, eyes and mouth settle the homography between the two
 * looks, and the nose is where it says only if it lies in their plane. Independent of place, scale, roll and perspective of a flat picture.
 * @param before landmarks of the face looking ahead
 * @param now landmarks of the same face
 * @returns distances of the eyes; `x` along the eyes (positive to the picture's right), `y` down; both about 0 for a flat picture
 * @throws RangeError when there are not 68 points or they show no face
 */
export function noseParallax(before: Landmarks, now: Landmarks): Point {
  const from = inFrame(before, faceFrame(before));
  const to = inFrame(now, faceFrame(now));
  const map = fitHomography(plane(from), plane(to));
  if (map === null) return { x: 0, y: 0 };
  const seen = nose(to);
  const moved = nose(from).map((point, i) => {
    const flat = applyHomography(map, point);
    const { x, y } = seen[i] ?? flat;
    return { x: x - flat.x, y: y - flat.y };
  });
  const mean = (axis: 'x' | 'y'): number => moved.reduce((sum, point) => sum + point[axis], 0) / moved.length;
  const [x, y] = [mean('x'), mean('y')];
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : { x: 0, y: 0 };
}
