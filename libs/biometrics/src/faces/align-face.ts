import { halvePicture, similarityTransform, warpPicture } from '../pictures/index.js';
import { LANDMARK_COUNT } from './landmarks.js';
import { MEAN_FACE } from './mean-face.js';
import type { Landmarks, Picture, Point } from '../types.js';

/** Where the mean face lies in the square that a face is cut out to. */
export interface FaceFrame {
  /** Side of the square in pixels. */
  readonly size: number;
  /** Room around the mean face on each side, as a share of its own side. */
  readonly padding: number;
  /** How far the mean face is moved down in the square, as a share of its own side. */
  readonly down: number;
}

export interface AlignedFace {
  readonly picture: Picture;
  /** Takes a point of the square back to the picture that the face was cut from. */
  readonly toSource: (point: Point) => Point;
}

/**
 * The face cut out upright, eyes and mouth where dlib's mean face has them; black where it reaches beyond the picture.
 * @param landmarks 68 points in pixels of `picture`.
 * @throws RangeError when there are not 68 points, or they fall together.
 */
export function alignFace(picture: Picture, landmarks: Landmarks, { size, padding, down }: FaceFrame): AlignedFace {
  if (landmarks.length !== LANDMARK_COUNT) throw new RangeError(`A face has ${LANDMARK_COUNT} landmarks, not ${landmarks.length}.`);
  const place = (share: number) => ((padding + share) / (2 * padding + 1)) * size;
  const targets = MEAN_FACE.map(([, x, y]) => ({ x: place(x), y: place(y + down) }));
  let source = picture;
  let points: readonly Point[] = MEAN_FACE.map(([index]) => landmarks[index] ?? { x: NaN, y: NaN });
  let transform = similarityTransform(points, targets);
  let halved = 1;
  while (Math.hypot(transform.a, transform.b) < 0.5 && source.width > 1 && source.height > 1) {
    source = halvePicture(source);
    points = points.map((point) => ({ x: point.x / 2, y: point.y / 2 }));
    transform = similarityTransform(points, targets);
    halved *= 2;
  }
  const { a, b, dx, dy } = transform;
  const square = a * a + b * b;
  return {
    picture: warpPicture(source, transform, size),
    toSource: ({ x, y }) => ({
      x: (halved * (a * (x - dx) + b * (y - dy))) / square,
      y: (halved * (a * (y - dy) - b * (x - dx))) / square,
    }),
  };
}
