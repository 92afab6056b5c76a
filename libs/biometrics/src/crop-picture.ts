import type { Box, Picture } from './types.js';

/** The part of the picture under `box`, clipped at the borders and rounded down to whole pixels, or null when nothing of it is inside. */
export function cropPicture(picture: Picture, box: Box): Picture | null {
  const x = Math.floor(Math.max(box.x, 0));
  const y = Math.floor(Math.max(box.y, 0));
  const width = Math.floor(Math.min(box.x + box.width - Math.max(box.x, 0), picture.width - x));
  const height = Math.floor(Math.min(box.y + box.height - Math.max(box.y, 0), picture.height - y));
  if (!(width > 0 && height > 0)) return null;
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * picture.width + x) * 3;
    data.set(picture.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { data, width, height };
}
