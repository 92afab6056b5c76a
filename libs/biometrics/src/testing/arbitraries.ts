import * as fc from 'fast-check';
import { MEAN_FACE } from '../faces/index.js';
import type { Landmarks, Picture } from '../types.js';

/** Descriptors of plausible length. */
export const descriptors = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 128, maxLength: 128 })
  .filter((numbers) => Math.hypot(...numbers) > 0.1)
  .map((numbers) => Float32Array.from(numbers, (n) => (1.45 * n) / Math.hypot(...numbers)));

/** The mean face, looking ahead, scaled to `size` pixels, turned by `roll` radians, with its corner at `x`, `y`. Points that dlib's mean face lacks lie at its middle. */
export function frontalFace({ size = 100, x = 100, y = 80, roll = 0 } = {}): Landmarks {
  const cos = Math.cos(roll) * size;
  const sin = Math.sin(roll) * size;
  const known = new Map(MEAN_FACE.map(([index, u, v]) => [index, { u, v }]));
  // the lower lip mirrors the upper one; it takes part in the mouth's centre only
  const mirrored = (index: number) => ({ u: known.get(index)?.u ?? 0.5, v: 1.62 - (known.get(index)?.v ?? 0.81) });
  return Array.from({ length: 68 }, (_, index) => {
    const lower = index >= 55 && index <= 59 ? 54 - (index - 54) : index >= 65 ? 64 - (index - 64) : null;
    const { u, v } = known.get(index) ?? (lower === null ? { u: 0.5, v: 0.5 } : mirrored(lower));
    return { x: x + cos * (u - 0.5) - sin * (v - 0.5), y: y + sin * (u - 0.5) + cos * (v - 0.5) };
  });
}

/** A picture whose pixel at x, y is what `paint` says. */
export function painted(width: number, height: number, paint: (x: number, y: number) => readonly [number, number, number]): Picture {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(paint(x, y), (y * width + x) * 3);
  return { data, width, height };
}
