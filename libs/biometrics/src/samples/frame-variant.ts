import { randomFrom } from './random.js';

/** How one frame differs from another of the same person, as between two moments before a webcam. */
export interface FrameVariant {
  /** Pixels to the right and down, out of 640 × 480. */
  readonly shiftX: number;
  readonly shiftY: number;
  /** Over 1 is nearer. */
  readonly zoom: number;
  /** Factor on the brightness. */
  readonly light: number;
  /** Standard deviation of the sensor's noise, in levels. */
  readonly noise: number;
  /** Of the JPEG, 1 to 100. */
  readonly quality: number;
  readonly seed: number;
}

/** The variant with a number: 0 is the plain frame, every other one moves, lights and compresses it a little. Two numbers never give the same picture. */
export function frameVariant(number: number): FrameVariant {
  const random = randomFrom(number * 7919 + 1);
  const around = (middle: number, reach: number) => (number === 0 ? middle : middle + (random() * 2 - 1) * reach);
  return {
    shiftX: around(0, 14),
    shiftY: around(0, 10),
    zoom: around(1, 0.07),
    light: around(1, 0.18),
    noise: 2,
    quality: Math.round(around(84, 8)),
    seed: number,
  };
}
