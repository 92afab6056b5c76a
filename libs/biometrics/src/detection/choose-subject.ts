import type { Box, Detection } from '../types.js';

/** Moved by its own size, or e times as large: more than that between two frames is another face. */
const SAME_FACE = 1;

const sizeOf = ({ width, height }: Box): number => Math.sqrt(width * height);

/** How unlike two boxes are in place and size: the way between their middles in sizes of the faces, plus the logarithm of the ratio of their sizes. 0 for the same box. */
function unlikeness(a: Box, b: Box): number {
  const apart = Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
  return apart / Math.sqrt(sizeOf(a) * sizeOf(b)) + Math.abs(Math.log(sizeOf(a) / sizeOf(b)));
}

/**
 * Which of the faces is the person who is being watched: the one most like the subject of the previous frame in place and size, otherwise the nearest to the camera and to the middle.
 * The detector's score takes no part, since it swings from frame to frame and the subject would jump between people.
 * @returns an index into `faces`, or -1 when there are none.
 */
export function chooseSubject(
  faces: readonly Detection[],
  picture: { readonly width: number; readonly height: number },
  previous?: Box,
): number {
  if (previous) {
    const changes = faces.map(({ box }) => unlikeness(box, previous));
    const least = Math.min(...changes);
    if (least < SAME_FACE) return changes.indexOf(least);
  }
  const diagonal = Math.hypot(picture.width, picture.height);
  const prominence = faces.map(({ box }) => {
    const fromMiddle = Math.hypot(box.x + (box.width - picture.width) / 2, box.y + (box.height - picture.height) / 2);
    return (sizeOf(box) - fromMiddle / 2) / diagonal;
  });
  return prominence.indexOf(Math.max(...prominence));
}
