import { boxOverlap } from './box-overlap.js';
import type { Detection } from '../types.js';

/** Boxes of the two detectors that overlap by this much show the same face. */
const SAME_FACE = 0.3;

/**
 * One list of faces from the answers of both detectors. SSD decides how many there are (the tiny detector sees one face in most pictures of several),
 * unless it sees none at all, as happens in the dark. Where both see a face the tiny detector's box is kept, so that landmarks and descriptor are the same whether SSD ran or not.
 */
export function mergeDetections(tiny: readonly Detection[], ssd: readonly Detection[]): Detection[] {
  if (ssd.length === 0) return [...tiny];
  const free = new Set(tiny);
  return ssd.map((face) => {
    const twin = [...free].find((candidate) => boxOverlap(candidate.box, face.box) >= SAME_FACE);
    if (!twin) return face;
    free.delete(twin);
    return { box: twin.box, score: Math.max(twin.score, face.score) };
  });
}
