import { clipBox } from './clip-box.js';
import type { Box, Picture } from '../types.js';

/** The part of the picture under `box`, clipped at the borders and rounded down to whole pixels, or null when nothing of it is inside. */
export function cropPicture(picture: Picture, box: Box): Picture | null {
  const part = clipBox(box, picture);
  if (!part) return null;
  const { x, y, width, height } = part;
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * picture.width + x) * 3;
    data.set(picture.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { data, width, height };
}
