import { suppressOverlaps } from './suppress-overlaps.js';
import type { Box, Detection } from '../types.js';

/** Width and height of the five boxes at each place, in places; face-api's. */
const ANCHORS = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
] as const;
/** Numbers that stand for one box: middle, size, score. */
const NUMBERS = 5;
const MOST_OVERLAP = 0.4;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * The faces that the tiny detector's answer stands for, best first.
 * @param grid places × places × 5 boxes × 5 numbers, as the net gives them.
 * @param places places across and down.
 * @param frame the picture, which lay at the top left of the square that the net saw, `inputSize` pixels of the net wide.
 * @param leastScore 0 to 1; faces must be above it.
 */
export function tinyDetections(
  grid: Float32Array,
  places: number,
  frame: Pick<Box, 'width' | 'height'>,
  inputSize: number,
  leastScore: number,
): Detection[] {
  // face-api rounds the picture's size inside the net to whole pixels before it scales back
  const scale = inputSize / Math.max(frame.width, frame.height);
  const shown = { width: Math.round(frame.width * scale), height: Math.round(frame.height * scale) };
  const longest = Math.max(shown.width, shown.height);
  const toX = (longest / shown.width / places) * frame.width;
  const toY = (longest / shown.height / places) * frame.height;
  const found: Detection[] = [];
  for (let at = 0, box = 0; at < grid.length; at += NUMBERS, box++) {
    const score = sigmoid(grid[at + 4] ?? -Infinity);
    if (!(score > leastScore)) continue;
    const place = Math.floor(box / ANCHORS.length);
    const [anchorWidth, anchorHeight] = ANCHORS[box % ANCHORS.length] ?? [0, 0];
    const width = Math.exp(grid[at + 2] ?? 0) * anchorWidth * toX;
    const height = Math.exp(grid[at + 3] ?? 0) * anchorHeight * toY;
    const x = ((place % places) + sigmoid(grid[at] ?? 0)) * toX - width / 2;
    const y = (Math.floor(place / places) + sigmoid(grid[at + 1] ?? 0)) * toY - height / 2;
    found.push({ box: { x, y, width, height }, score });
  }
  return suppressOverlaps(found, MOST_OVERLAP, 'last');
}
