import { alignFace } from './align-face.js';
import type { Landmarks, Picture } from '../types.js';

/** Side of a chip in pixels, as the recognition net takes it. */
export const CHIP_SIZE = 150;
const FRAME = { size: CHIP_SIZE, padding: 0.25, down: 0 } as const;

/**
 * The face cut out upright, 150 × 150 pixels, eyes and mouth where dlib's mean face has them; black where it reaches beyond the picture. This is what the recognition net was trained on:
 * with it the same weights err less than with face-api's own alignment (docs/accuracy.md). Templates and probes must both be made from it.
 * @param landmarks 68 points in pixels of `picture`.
 * @throws RangeError when there are not 68 points, or they fall together.
 */
export function faceChip(picture: Picture, landmarks: Landmarks): Picture {
  return alignFace(picture, landmarks, FRAME).picture;
}
