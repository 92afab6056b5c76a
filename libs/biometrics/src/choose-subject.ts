import { boxOverlap } from './box-overlap.js';
import type { Box, Detection } from './types.js';

/** A face that overlaps the previous subject by this much is the same face. */
const SAME_PLACE = 0.3;

/**
 * Which of the faces is the person who is being watched: the one where the subject was in the previous frame, otherwise the nearest to the camera and to the middle.
 * The detector's score takes no part, since it swings from frame to frame and the subject would jump between people.
 * @returns an index into `faces`, or -1 when there are none.
 */
export function chooseSubject(
  faces: readonly Detection[],
  picture: { readonly width: number; readonly height: number },
  previous?: Box,
): number {
  if (previous) {
    const overlaps = faces.map((face) => boxOverlap(face.box, previous));
    const best = Math.max(0, ...overlaps);
    if (best >= SAME_PLACE) return overlaps.indexOf(best);
  }
  const diagonal = Math.hypot(picture.width, picture.height);
  const prominence = faces.map(({ box }) => {
    const fromMiddle = Math.hypot(box.x + (box.width - picture.width) / 2, box.y + (box.height - picture.height) / 2);
    return (Math.sqrt(box.width * box.height) - fromMiddle / 2) / diagonal;
  });
  return prominence.indexOf(Math.max(...prominence));
}
