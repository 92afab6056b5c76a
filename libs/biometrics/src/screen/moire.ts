import type { Box } from '../types.js';
import { SQUARE } from './fourier-square.js';
import type { GreyPlane } from './grey-plane.js';
import { spectralPeak } from './spectral-peak.js';

/** Squares across and down. */
const ACROSS = 3;
const DOWN = 2;

const places = (from: number, to: number, count: number, limit: number): number[] => {
  const last = Math.min(limit, Math.max(0, to)) - SQUARE;
  const first = Math.max(0, Math.min(from, last));
  return Array.from({ length: count }, (_, i) =>
    Math.max(0, Math.min(limit - SQUARE, Math.round(first + ((last - first) * i) / Math.max(1, count - 1)))),
  );
};

/**
 * Strength of moiré: the median of `spectralPeak` over squares of the picture, so that a striped shirt in one of them is none.
 * With a face, over it and its surroundings; without one, over the whole picture.
 */
export function moireOf(grey: GreyPlane, face: Box | null): number {
  const around = face
    ? { x: face.x - face.width / 4, y: face.y - face.height / 4, width: face.width * 1.5, height: face.height * 1.5 }
    : { x: 0, y: 0, width: grey.width, height: grey.height };
  const peaks = places(around.y, around.y + around.height, DOWN, grey.height).flatMap((y) =>
    places(around.x, around.x + around.width, ACROSS, grey.width).map((x) => spectralPeak(grey, Math.round(x), Math.round(y))),
  );
  peaks.sort((a, b) => a - b);
  return peaks[Math.floor(peaks.length / 2)] ?? 0;
}
