import type { Landmarks, Picture } from '../types.js';
import { faceFrame } from './face-frame.js';

/** Mean colour of the skin of a face. */
export interface FaceColour {
  /** Means of the channels, levels 0–255. */
  readonly r: number;
  readonly g: number;
  readonly b: number;
  /** Share of the pixels, 0–1, of which a channel is as bright as the camera can say: their colour is lost. */
  readonly clipped: number;
}

/** Nose and cheeks, an ellipse about the face's middle in its own sizes: between eyes and mouth, which move. */
const ACROSS = 0.6;
const DOWN = 0.36;
const CLIPPED = 250;
/** Pixels read at most along each axis, and the fewest that say something. */
const READ = 80;
const FEWEST = 60;

/**
 * The mean colour of nose and cheeks.
 * @param landmarks in pixels of the picture
 * @returns null when too little of them is in the picture
 * @throws RangeError when there are not 68 points or they show no face
 */
export function faceColour({ data, width, height }: Picture, landmarks: Landmarks): FaceColour | null {
  const { middle, size, roll } = faceFrame(landmarks);
  const [cos, sin] = [Math.cos(roll) / size, Math.sin(roll) / size];
  const reach = Math.ceil(ACROSS * size);
  const stride = Math.max(1, Math.floor((2 * reach) / READ));
  const sums = { r: 0, g: 0, b: 0, clipped: 0 };
  let read = 0;
  const [left, top] = [Math.max(0, Math.round(middle.x) - reach), Math.max(0, Math.round(middle.y) - reach)];
  for (let y = top; y <= Math.min(height - 1, middle.y + reach); y += stride)
    for (let x = left; x <= Math.min(width - 1, middle.x + reach); x += stride) {
      const across = ((x - middle.x) * cos + (y - middle.y) * sin) / ACROSS;
      const down = ((y - middle.y) * cos - (x - middle.x) * sin) / DOWN;
      if (across * across + down * down > 1) continue;
      const at = (y * width + x) * 3;
      const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      sums.r += r;
      sums.g += g;
      sums.b += b;
      if (Math.max(r, g, b) >= CLIPPED) sums.clipped += 1;
      read += 1;
    }
  if (read < FEWEST) return null;
  return { r: sums.r / read, g: sums.g / read, b: sums.b / read, clipped: sums.clipped / read };
}
