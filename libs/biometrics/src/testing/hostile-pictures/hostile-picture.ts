import type { PictureErrorCode } from '../../node/picture-error.js';

type Colour = readonly [red: number, green: number, blue: number];

/** What has to come out: the size, and the colours in the middle of the quarters (top left, top right, bottom left, bottom right). */
export interface RightResult {
  readonly width: number;
  readonly height: number;
  readonly quarters?: readonly [Colour, Colour, Colour, Colour];
}

/** One picture that somebody might send by mischief or by accident, and what has to come of it. */
export interface HostilePicture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly outcome: PictureErrorCode | RightResult;
}

export const RED: Colour = [200, 40, 40];
export const GREEN: Colour = [40, 170, 60];
export const BLUE: Colour = [40, 60, 200];
export const WHITE: Colour = [225, 225, 225];

/** The size and quarters of `basePixels`. */
export const BASE = { width: 640, height: 480, quarters: [RED, GREEN, BLUE, WHITE] } as const;

/** RGB pixels with another colour in each quarter, so that every turn and mirroring shows. */
export function basePixels(width: number = BASE.width, height: number = BASE.height): Uint8Array {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(BASE.quarters[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? RED, (y * width + x) * 3);
  }
  return data;
}
