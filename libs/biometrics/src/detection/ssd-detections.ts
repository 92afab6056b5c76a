import { suppressOverlaps } from './suppress-overlaps.js';
import type { Box, Detection } from '../types.js';

const MOST_OVERLAP = 0.5;
const MOST_FACES = 100;

const unit = (share: number) => Math.max(0, Math.min(1, share));

/**
 * The faces that SSD's answer stands for, best first.
 * @param boxes top, left, bottom, right of each box, as shares of the square that the net saw.
 * @param scores 0 to 1, one for each box.
 * @param frame the picture, which lay at the top left of the square, `inputSize` pixels of the net wide.
 * @param leastScore faces must be above it.
 */
export function ssdDetections(
  boxes: Float32Array,
  scores: Float32Array,
  frame: Pick<Box, 'width' | 'height'>,
  inputSize: number,
  leastScore: number,
): Detection[] {
  const candidates: Detection[] = [];
  scores.forEach((score, i) => {
    if (!(score > leastScore)) return;
    const [top = 0, left = 0, bottom = 0, right = 0] = boxes.subarray(i * 4, i * 4 + 4);
    candidates.push({ box: { x: left, y: top, width: right - left, height: bottom - top }, score });
  });
  // face-api rounds the picture's size inside the net to whole pixels before it scales back
  const scale = inputSize / Math.max(frame.width, frame.height);
  const toX = (inputSize / Math.round(frame.width * scale)) * frame.width;
  const toY = (inputSize / Math.round(frame.height * scale)) * frame.height;
  return suppressOverlaps(candidates, MOST_OVERLAP)
    .slice(0, MOST_FACES)
    .map(({ box, score }) => {
      const left = unit(box.x) * toX;
      const top = unit(box.y) * toY;
      return { box: { x: left, y: top, width: unit(box.x + box.width) * toX - left, height: unit(box.y + box.height) * toY - top }, score };
    });
}
