import type { SimilarityTransform } from './similarity-transform.js';
import type { Picture } from './types.js';

/** Byte of the picture at a place and channel; black beyond the border. */
function sample(picture: Picture, x: number, y: number, channel: number): number {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return 0;
  return picture.data[(y * picture.width + x) * 3 + channel] ?? 0;
}

/** The square of `size` pixels that `transform` maps the picture onto, sampled bilinearly, black beyond the picture. */
export function warpPicture(picture: Picture, transform: SimilarityTransform, size: number): Picture {
  const { a, b, dx, dy } = transform;
  const square = a * a + b * b;
  const data = new Uint8Array(size * size * 3);
  let out = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sourceX = (a * (x - dx) + b * (y - dy)) / square;
      const sourceY = (a * (y - dy) - b * (x - dx)) / square;
      const left = Math.floor(sourceX);
      const top = Math.floor(sourceY);
      const right = sourceX - left;
      const low = sourceY - top;
      for (let c = 0; c < 3; c++) {
        const upper = sample(picture, left, top, c) * (1 - right) + sample(picture, left + 1, top, c) * right;
        const lower = sample(picture, left, top + 1, c) * (1 - right) + sample(picture, left + 1, top + 1, c) * right;
        data[out++] = upper * (1 - low) + lower * low + 0.5;
      }
    }
  }
  return { data, width: size, height: size };
}
