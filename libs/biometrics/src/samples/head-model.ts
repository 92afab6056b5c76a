import type { Point } from '../types.js';

/** A point of a head: x to the picture's right, y down, z towards the camera, in distances of the eyes from the point between the eyes. */
export interface HeadPoint extends Point {
  readonly z: number;
}

const mirrored = (half: readonly HeadPoint[]): HeadPoint[] => [...half].reverse().map(({ x, y, z }) => ({ x: -x, y, z }));
const at = (x: number, y: number, z: number): HeadPoint => ({ x, y, z });

const JAW = [
  at(-1.08, 0.05, -1.2),
  at(-1.07, 0.35, -1.12),
  at(-1.03, 0.65, -1.02),
  at(-0.97, 0.93, -0.9),
  at(-0.86, 1.2, -0.68),
  at(-0.7, 1.43, -0.42),
  at(-0.5, 1.62, -0.18),
  at(-0.26, 1.74, 0.03),
];
const BROW = [at(-0.86, -0.28, -0.18), at(-0.74, -0.4, -0.02), at(-0.58, -0.44, 0.1), at(-0.4, -0.42, 0.16), at(-0.24, -0.36, 0.2)];
const EYE = [
  at(-0.7, 0, -0.1),
  at(-0.57, -0.07, 0),
  at(-0.42, -0.07, 0.03),
  at(-0.3, 0.03, 0.04),
  at(-0.43, 0.06, 0.03),
  at(-0.58, 0.05, 0),
];
const EYE_RIGHT = [
  at(0.3, 0.03, 0.04),
  at(0.42, -0.07, 0.03),
  at(0.57, -0.07, 0),
  at(0.7, 0, -0.1),
  at(0.58, 0.05, 0),
  at(0.43, 0.06, 0.03),
];
const NOSE = [at(0, -0.02, 0.2), at(0, 0.17, 0.28), at(0, 0.36, 0.38), at(0, 0.56, 0.48)];
const NOSE_BASE = [at(-0.23, 0.7, 0.16), at(-0.12, 0.74, 0.25), at(0, 0.78, 0.31), at(0.12, 0.74, 0.25), at(0.23, 0.7, 0.16)];
const UPPER = [at(-0.44, 1.07, 0.02), at(-0.28, 1.01, 0.16), at(-0.11, 0.97, 0.25), at(0, 1, 0.27)];
const LOWER = [at(0.3, 1.19, 0.12), at(0.13, 1.26, 0.2), at(0, 1.27, 0.22), at(-0.13, 1.26, 0.2), at(-0.3, 1.19, 0.12)];
const INNER = [
  at(-0.37, 1.07, 0.04),
  at(-0.12, 1.06, 0.2),
  at(0, 1.07, 0.22),
  at(0.12, 1.06, 0.2),
  at(0.37, 1.07, 0.04),
  at(0.12, 1.11, 0.19),
  at(0, 1.12, 0.21),
  at(-0.12, 1.11, 0.19),
];

/**
 * A plain head of 68 points in the order of `Landmarks`, with depth: the inner points after dlib's mean face, the depths by hand after anatomy.
 * For pictures and traces that tests are made of; it measures nobody.
 */
export const HEAD_MODEL: readonly HeadPoint[] = [
  ...JAW,
  at(0, 1.78, 0.1),
  ...mirrored(JAW),
  ...BROW,
  ...mirrored(BROW),
  ...NOSE,
  ...NOSE_BASE,
  ...EYE,
  ...EYE_RIGHT,
  ...UPPER,
  ...mirrored(UPPER.slice(0, 3)),
  ...LOWER,
  ...INNER,
];
