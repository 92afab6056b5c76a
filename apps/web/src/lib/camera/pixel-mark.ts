/** Offset and prime of FNV-1a in 32 bits. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * A number that is another one as soon as any level of a picture is.
 * A camera's noise makes every picture of it differ, so that the same number again means the same picture again.
 * @param rgba four levels a pixel, as a canvas gives them
 * @returns 32 bits, unsigned
 */
export function pixelMark({ buffer, byteOffset, byteLength }: Uint8ClampedArray): number {
  let mark = BASIS;
  for (const pixel of new Uint32Array(buffer, byteOffset, byteLength >> 2)) mark = Math.imul(mark ^ pixel, PRIME);
  return mark >>> 0;
}
