import type { Picture } from '../types.js';

/** Brightness of a whole picture, in levels 0–255. */
export interface PictureExposure {
  /** Mean brightness. */
  readonly brightness: number;
  /** Distance between the 5th and the 95th percentile. A covered camera and a dark room have next to none. */
  readonly contrast: number;
}

/** Pixels between two that are read, across and down. */
const STRIDE = 4;

/**
 * Whether there is anything to see at all. Where no face was found, this tells a dark room (ask for light) from an empty chair.
 * @throws RangeError for a picture without pixels.
 */
export function pictureExposure({ data, width, height }: Picture): PictureExposure {
  if (width < 1 || height < 1) throw new RangeError('A picture without pixels has no exposure.');
  const histogram = new Uint32Array(256);
  let count = 0;
  let sum = 0;
  for (let y = 0; y < height; y += STRIDE) {
    const end = (y + 1) * width * 3;
    for (let at = y * width * 3; at < end; at += STRIDE * 3) {
      const light = (0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0) + 0.5) | 0;
      histogram[light] = (histogram[light] ?? 0) + 1;
      count += 1;
      sum += light;
    }
  }
  const level = (share: number) => {
    let seen = 0;
    return histogram.findIndex((n) => (seen += n) > share * (count - 1));
  };
  return { brightness: sum / count, contrast: level(0.95) - level(0.05) };
}
