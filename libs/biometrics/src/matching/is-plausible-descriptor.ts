import { DESCRIPTOR_LENGTH } from './descriptor-distance.js';

/** Lengths (Euclidean norms) outside of this range do not come out of the recognition net for a face. On the 21 usable faces of the demo photos they lay between 1.41 and 1.51. */
export const PLAUSIBLE_NORM = { least: 1, most: 1.9 } as const;

/** Whether these can be the numbers of a face descriptor: 128, all finite, of plausible length. Says nothing about whose they are. */
export function isPlausibleDescriptor(descriptor: ArrayLike<number>): boolean {
  if (descriptor.length !== DESCRIPTOR_LENGTH) return false;
  let sum = 0;
  for (let i = 0; i < DESCRIPTOR_LENGTH; i++) sum += (descriptor[i] ?? NaN) ** 2;
  const norm = Math.sqrt(sum);
  return norm >= PLAUSIBLE_NORM.least && norm <= PLAUSIBLE_NORM.most;
}
