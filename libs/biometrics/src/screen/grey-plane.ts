import type { Picture } from '../types.js';

/** Brightness of a picture, row by row, in levels 0–255. */
export interface GreyPlane {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** The picture's brightness (BT.601). */
export function greyPlane({ data, width, height }: Picture): GreyPlane {
  const grey = new Float32Array(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    grey[pixel] = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  }
  return { data: grey, width, height };
}

/** A smaller plane, each pixel the mean of `step` × `step`; what is left over at the right and below is left out. */
export function shrunkPlane({ data, width, height }: GreyPlane, step: number): GreyPlane {
  const across = Math.floor(width / step);
  const down = Math.floor(height / step);
  const small = new Float32Array(across * down);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      let sum = 0;
      for (let v = 0; v < step; v++) for (let u = 0; u < step; u++) sum += data[(y * step + v) * width + x * step + u] ?? 0;
      small[y * across + x] = sum / (step * step);
    }
  }
  return { data: small, width: across, height: down };
}
