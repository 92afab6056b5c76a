import type { Landmarks, Point } from '../types.js';

/** Points that landmarks of one face hold. */
export const LANDMARK_COUNT = 68;

/**
 * Mean of the landmarks from index `from` up to, not including, `to`.
 * @throws RangeError when there are not 68 points.
 */
export function centreOf(landmarks: Landmarks, from: number, to: number): Point {
  if (landmarks.length !== LANDMARK_COUNT) throw new RangeError(`A face has ${LANDMARK_COUNT} landmarks, not ${landmarks.length}.`);
  const points = landmarks.slice(from, to);
  const sum = points.reduce((total, point) => ({ x: total.x + point.x, y: total.y + point.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
