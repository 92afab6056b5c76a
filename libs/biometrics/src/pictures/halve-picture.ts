import type { Picture } from '../types.js';

/** Half the size, each pixel the rounded mean of four: keeps a later bilinear warp from skipping pixels. An odd last row or column is left out. */
export function halvePicture(picture: Picture): Picture {
  const width = picture.width >> 1;
  const height = picture.height >> 1;
  const data = new Uint8Array(width * height * 3);
  const row = picture.width * 3;
  const source = picture.data;
  let out = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * y * row + 6 * x;
      const below = at + row;
      data[out] = ((source[at] ?? 0) + (source[at + 3] ?? 0) + (source[below] ?? 0) + (source[below + 3] ?? 0) + 2) >> 2;
      data[out + 1] = ((source[at + 1] ?? 0) + (source[at + 4] ?? 0) + (source[below + 1] ?? 0) + (source[below + 4] ?? 0) + 2) >> 2;
      data[out + 2] = ((source[at + 2] ?? 0) + (source[at + 5] ?? 0) + (source[below + 2] ?? 0) + (source[below + 5] ?? 0) + 2) >> 2;
      out += 3;
    }
  }
  return { data, width, height };
}
