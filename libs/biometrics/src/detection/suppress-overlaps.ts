import { boxOverlap } from './box-overlap.js';
import type { Detection } from '../types.js';

/**
 * Of boxes that overlap by more than `most` (intersection over union) only the one with the highest score, best first: non-maximum suppression as face-api does it.
 * @param detections in any order; of equal scores `tie` keeps the one that came `first` or `last`.
 */
export function suppressOverlaps(detections: readonly Detection[], most: number, tie: 'first' | 'last' = 'first'): Detection[] {
  const order = tie === 'first' ? [...detections] : [...detections].reverse();
  const kept: Detection[] = [];
  for (const candidate of order.sort((a, b) => b.score - a.score)) {
    if (kept.every(({ box }) => boxOverlap(box, candidate.box) <= most)) kept.push(candidate);
  }
  return kept;
}
