import type { Box, Picture } from './types.js';

/** What a net wants to see: a square of `size` pixels, each value of a channel `(level − mean) / divisor`. */
export interface NetInput {
  readonly size: number;
  /** Mean level (0–255) of red, green and blue, taken off. */
  readonly mean: readonly [number, number, number];
  readonly divisor: number;
  /** Whether a picture that is not square lies in the middle of the square, or at its top left. The rest is black. */
  readonly centred: boolean;
}

/** Where the pixels of one row or column of the square come from: two neighbours in the picture, -1 beyond it, and the share of the second. */
interface Taps {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float32Array;
}

/** tfjs computes the places in single precision, and so do we. */
function tapsOf(size: number, square: number, before: number, length: number): Taps {
  const step = Math.fround(square / size);
  const taps = { first: new Int32Array(size), second: new Int32Array(size), share: new Float32Array(size) };
  const inside = (at: number) => (at >= before && at < before + length ? at - before : -1);
  for (let i = 0; i < size; i++) {
    const place = Math.fround(i * step);
    const first = Math.min(Math.floor(place), square - 1);
    taps.first[i] = inside(first);
    taps.second[i] = inside(Math.min(first + 1, square - 1));
    taps.share[i] = place - first;
  }
  return taps;
}

/**
 * Writes a part of a picture as a net's input: padded with black to a square, scaled bilinearly, normalised; the same numbers that face-api makes with tfjs (corners not aligned, no half pixels).
 * @param target size × size × 3 numbers, channel by channel: all red, all green, all blue. Filled whole.
 * @param part in whole pixels, inside the picture.
 * @throws RangeError when the target has another length or the part has no pixels.
 */
export function fillNetInput(target: Float32Array, picture: Picture, part: Box, input: NetInput): void {
  const { size, mean, divisor } = input;
  if (target.length !== size * size * 3) throw new RangeError(`A net's input of ${size} × ${size} holds ${size * size * 3} numbers.`);
  if (!(part.width >= 1 && part.height >= 1)) throw new RangeError('A part without pixels cannot be shown to a net.');
  const square = Math.max(part.width, part.height);
  // what face-api puts before: half of the difference, the smaller half
  const before = (length: number) => (input.centred ? square - length - Math.round((square - length) * 0.5) : 0);
  const across = tapsOf(size, square, before(part.width), part.width);
  const down = tapsOf(size, square, before(part.height), part.height);
  const rowBytes = picture.width * 3;
  const corner = part.y * rowBytes + part.x * 3;
  for (let channel = 0; channel < 3; channel++) {
    const plane = target.subarray(channel * size * size, (channel + 1) * size * size);
    fillPlane(plane, picture.data, corner + channel, rowBytes, across, down, mean[channel] ?? 0, divisor);
  }
}

function fillPlane(
  plane: Float32Array,
  data: Uint8Array,
  corner: number,
  rowBytes: number,
  across: Taps,
  down: Taps,
  mean: number,
  divisor: number,
): void {
  const size = across.first.length;
  const upper = new Float32Array(size);
  const lower = new Float32Array(size);
  let upperRow = -2;
  let lowerRow = -2;
  for (let y = 0, out = 0; y < size; y++) {
    const first = down.first[y] ?? -1;
    const second = down.second[y] ?? -1;
    if (first !== upperRow) fillRow(upper, data, first < 0 ? -1 : corner + first * rowBytes, across);
    if (second !== lowerRow) fillRow(lower, data, second < 0 ? -1 : corner + second * rowBytes, across);
    upperRow = first;
    lowerRow = second;
    const share = down.share[y] ?? 0;
    for (let x = 0; x < size; x++) {
      const top = upper[x] ?? 0;
      plane[out++] = (top + ((lower[x] ?? 0) - top) * share - mean) / divisor;
    }
  }
}

/** One row of the picture, scaled across. */
function fillRow(row: Float32Array, data: Uint8Array, start: number, { first, second, share }: Taps): void {
  if (start < 0) {
    row.fill(0);
    return;
  }
  for (let x = 0; x < row.length; x++) {
    const a = first[x] ?? -1;
    const b = second[x] ?? -1;
    const left = a < 0 ? 0 : (data[start + a * 3] ?? 0);
    const right = b < 0 ? 0 : (data[start + b * 3] ?? 0);
    row[x] = left + (right - left) * (share[x] ?? 0);
  }
}
