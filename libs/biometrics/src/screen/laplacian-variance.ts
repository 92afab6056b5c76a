import type { GreyPlane } from './grey-plane.js';

/**
 * Variance of the Laplacian (4 neighbours, levels 0–255): how much fine detail a picture has. Below 200 the system that this one grew from took it for a screen;
 * soft webcams and dark rooms lie below as well, and noise lifts a screen above, so that it is published as one cue with its own error rate.
 * @throws RangeError for less than 3 × 3 pixels.
 */
export function laplacianVariance({ data, width, height }: GreyPlane): number {
  if (width < 3 || height < 3) throw new RangeError('The Laplacian needs at least 3 × 3 pixels.');
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at++) {
      const value = (data[at - 1] ?? 0) + (data[at + 1] ?? 0) + (data[at - width] ?? 0) + (data[at + width] ?? 0) - 4 * (data[at] ?? 0);
      sum += value;
      squares += value * value;
    }
  }
  const count = (width - 2) * (height - 2);
  return squares / count - (sum / count) ** 2;
}
