import { centreOf } from '../faces/index.js';
import type { Landmarks, Point } from '../types.js';

/** A face's own measure: where its middle is, how large, and along which line its eyes lie. */
export interface FaceFrame {
  readonly middle: Point;
  /** Pixels; about one distance of the eyes of a face that looks ahead, and steady while the head turns or nods. */
  readonly size: number;
  /** Radians. */
  readonly roll: number;
}

/** Height from eyes to mouth, in distances of the eyes. */
const HEIGHT = 1.08;

/** @throws RangeError when there are not 68 points or they show no face */
export function faceFrame(landmarks: Landmarks): FaceFrame {
  const left = centreOf(landmarks, 36, 42);
  const right = centreOf(landmarks, 42, 48);
  const mouth = centreOf(landmarks, 48, 68);
  const eyes = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const apart = Math.hypot(right.x - left.x, right.y - left.y);
  const high = Math.hypot(mouth.x - eyes.x, mouth.y - eyes.y);
  // the one shrinks when the head turns, the other when it nods
  const size = Math.max(apart, high / HEIGHT);
  if (!(size > 0)) throw new RangeError('All points fall together; these landmarks show no face.');
  return {
    middle: { x: (eyes.x + mouth.x) / 2, y: (eyes.y + mouth.y) / 2 },
    size,
    roll: Math.atan2(right.y - left.y, right.x - left.x),
  };
}

/** The points seen from the face itself: about its middle, upright, in its own size. */
export function inFrame(points: readonly Point[], { middle, size, roll }: FaceFrame): Point[] {
  const [cos, sin] = [Math.cos(roll) / size, Math.sin(roll) / size];
  return points.map(({ x, y }) => ({
    x: (x - middle.x) * cos + (y - middle.y) * sin,
    y: (y - middle.y) * cos - (x - middle.x) * sin,
  }));
}
