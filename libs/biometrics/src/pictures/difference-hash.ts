import { byteSums } from './byte-sums.js';
import type { Picture } from '../types.js';

const COLUMNS = 9;
const ROWS = 8;

/** Mean brightness of the 9 × 8 cells, row by row. */
function cellMeans({ data, width, height }: Picture): Float64Array {
  const sumOf = byteSums(data);
  const means = new Float64Array(COLUMNS * ROWS);
  const border = (i: number, length: number, parts: number) => Math.floor((i * length) / parts);
  for (let row = 0; row < ROWS; row++) {
    const top = border(row, height, ROWS);
    const bottom = border(row + 1, height, ROWS);
    for (let column = 0; column < COLUMNS; column++) {
      const left = border(column, width, COLUMNS);
      const right = border(column + 1, width, COLUMNS);
      let sum = 0;
      for (let y = top; y < bottom; y++) sum += sumOf((y * width + left) * 3, (y * width + right) * 3);
      means[row * COLUMNS + column] = sum / ((right - left) * (bottom - top));
    }
  }
  return means;
}

/**
 * Difference hash of a picture, 64 bits as 16 hex digits: a 9 × 8 grid of mean brightness, one bit for each step to the right that gets brighter. Near-equal pictures differ in few bits.
 * @throws RangeError when the picture is smaller than 9 × 8.
 */
export function differenceHash(picture: Picture): string {
  if (picture.width < COLUMNS || picture.height < ROWS) throw new RangeError('A picture of at least 9 × 8 pixels is needed.');
  const means = cellMeans(picture);
  let hash = 0n;
  for (let cell = 0; cell < means.length - 1; cell++) {
    // no step from the end of a row to the next one
    if (cell % COLUMNS === COLUMNS - 1) continue;
    hash = (hash << 1n) | ((means[cell + 1] ?? 0) > (means[cell] ?? 0) ? 1n : 0n);
  }
  return hash.toString(16).padStart(16, '0');
}
