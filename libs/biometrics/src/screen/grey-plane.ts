import type { Picture } from '../types.js';

/** Brightness of a picture, row by row, in levels 0–255. */
export interface GreyPlane {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** The picture's brightness (BT.601), each pixel the mean of `step` × `step` of the picture's. What is left over at the right and below is left out. */
export function greyPlane({ data, width, height }: Picture, step = 1): GreyPlane {
  const across = Math.floor(width / step);
  const down = Math.floor(height / step);
  const grey = new Float32Array(across * down);
  const share = 1 / (step * step);
  for (let y = 0; y < down * step; y++) {
    const row = Math.floor(y / step) * across;
    for (let x = 0; x < across * step; x++) {
      const at = (y * width + x) * 3;
      const light = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
      const to = row + Math.floor(x / step);
      grey[to] = (grey[to] ?? 0) + light * share;
    }
  }
  return { data: grey, width: across, height: down };
}
