import type { Box } from '../types.js';

/** Intersection over union of two boxes: 0 when they do not touch, 1 when they are the same; symmetric. Boxes without area give 0. */
export function boxOverlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return Math.min(1, shared / (a.width * a.height + b.width * b.height - shared));
}
