import type { Picture } from '../types.js';

/**
 * Gives the memory of a decoded picture back at once; its bytes are gone afterwards. Left to the collector, which sees only a small object, a megabyte a frame piles up until a collection of everything,
 * and each new frame pays for fresh memory instead of getting the last one's.
 * @param picture one of `decodePicture`, that nobody reads any more, no encoder either.
 */
export function releasePicture({ data }: Picture): void {
  const whole = data.length > 0 && data.length === data.buffer.byteLength;
  if (whole && data.buffer instanceof ArrayBuffer) data.buffer.transfer(0);
}
