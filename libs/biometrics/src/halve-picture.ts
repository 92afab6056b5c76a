import type { Picture } from './types.js';

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
      for (let c = at; c < at + 3; c++) {
        data[out++] = ((source[c] ?? 0) + (source[c + 3] ?? 0) + (source[c + row] ?? 0) + (source[c + row + 3] ?? 0) + 2) >> 2;
      }
    }
  }
  return { data, width, height };
}
