import type { Box } from '../types.js';

/** The part of `box` inside a frame, rounded down to whole pixels, or null when there is none. */
export function clipBox(box: Box, frame: Pick<Box, 'width' | 'height'>): Box | null {
  const left = Math.max(box.x, 0);
  const top = Math.max(box.y, 0);
  const x = Math.floor(left);
  const y = Math.floor(top);
  const width = Math.floor(Math.min(box.x + box.width - left, frame.width - x));
  const height = Math.floor(Math.min(box.y + box.height - top, frame.height - y));
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}
