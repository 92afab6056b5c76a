import type { Picture } from './types.js';

/**
 * Difference hash of a picture, 64 bits as 16 hex digits: a 9 × 8 grid of mean brightness, one bit for each step to the right that gets brighter. Near-equal pictures differ in few bits.
 * @throws RangeError when the picture is smaller than 9 × 8.
 */
export function differenceHash(picture: Picture): string {
  if (picture.width < 9 || picture.height < 8) throw new RangeError('A picture of at least 9 × 8 pixels is needed.');
  const cell = (column: number, row: number) => {
    const left = Math.floor((column * picture.width) / 9);
    const right = Math.floor(((column + 1) * picture.width) / 9);
    const top = Math.floor((row * picture.height) / 8);
    const bottom = Math.floor(((row + 1) * picture.height) / 8);
    let sum = 0;
    for (let y = top; y < bottom; y++) {
      for (let i = (y * picture.width + left) * 3; i < (y * picture.width + right) * 3; i++) sum += picture.data[i] ?? 0;
    }
    return sum / ((right - left) * (bottom - top));
  };
  let hash = 0n;
  for (let row = 0; row < 8; row++)
    for (let column = 0; column < 8; column++) hash = (hash << 1n) | (cell(column + 1, row) > cell(column, row) ? 1n : 0n);
  return hash.toString(16).padStart(16, '0');
}
