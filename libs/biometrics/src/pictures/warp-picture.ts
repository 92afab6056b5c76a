import type { SimilarityTransform } from './similarity-transform.js';
import type { Picture } from '../types.js';

/** Byte of the picture at a place and channel; black beyond the border. */
function sample(picture: Picture, x: number, y: number, channel: number): number {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return 0;
  return picture.data[(y * picture.width + x) * 3 + channel] ?? 0;
}

/** The square of `size` pixels that `transform` maps the picture onto, sampled bilinearly, black beyond the picture. */
export function warpPicture(picture: Picture, transform: SimilarityTransform, size: number): Picture {
  const { a, b, dx, dy } = transform;
  const { data: source, width, height } = picture;
  const row = width * 3;
  const square = a * a + b * b;
  const data = new Uint8Array(size * size * 3);
  let out = 0;
  for (let y = 0; y < size; y++) {
    const rowX = b * (y - dy);
    const rowY = a * (y - dy);
    for (let x = 0; x < size; x++) {
      const sourceX = (a * (x - dx) + rowX) / square;
      const sourceY = (rowY - b * (x - dx)) / square;
      if (sourceX >= 0 && sourceY >= 0 && sourceX < width - 1 && sourceY < height - 1) {
        // all four neighbours are inside, as nearly always
        const left = sourceX | 0;
        const top = sourceY | 0;
        const right = sourceX - left;
        const low = sourceY - top;
        const left1 = 1 - right;
        const top1 = 1 - low;
        const at = top * row + left * 3;
        const below = at + row;
        data[out] =
          ((source[at] ?? 0) * left1 + (source[at + 3] ?? 0) * right) * top1 +
          ((source[below] ?? 0) * left1 + (source[below + 3] ?? 0) * right) * low +
          0.5;
        data[out + 1] =
          ((source[at + 1] ?? 0) * left1 + (source[at + 4] ?? 0) * right) * top1 +
          ((source[below + 1] ?? 0) * left1 + (source[below + 4] ?? 0) * right) * low +
          0.5;
        data[out + 2] =
          ((source[at + 2] ?? 0) * left1 + (source[at + 5] ?? 0) * right) * top1 +
          ((source[below + 2] ?? 0) * left1 + (source[below + 5] ?? 0) * right) * low +
          0.5;
        out += 3;
        continue;
      }
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
