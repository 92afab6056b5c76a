import type { Box, Picture } from '../types.js';

/** What a net wants to see: a square of `size` pixels, each value of a channel `(level − mean) / divisor`. */
export interface NetInput {
  readonly size: number;
  /** Mean level (0–255) of red, green and blue, taken off. */
  readonly mean: readonly [number, number, number];
  readonly divisor: number;
  /** Whether a picture that is not square lies in the middle of the square, or at its top left. The rest is black. */
  readonly centred: boolean;
}

/** Where the pixels along one side of the square come from: two neighbours in the part, and the share of the second. */
interface Taps {
  /** Pixels from the part's edge; beyond it (black) below 0 or from its length on. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float64Array;
  /** Between these both neighbours are inside. */
  readonly from: number;
  readonly to: number;
  /** Where one neighbour of two is inside. */
  readonly border: readonly number[];
}

/** tfjs computes the places in single precision, and so do we. */
function tapsOf(size: number, square: number, before: number, length: number): Taps {
  const step = Math.fround(square / size);
  const border: number[] = [];
  const taps = { first: new Int32Array(size), second: new Int32Array(size), share: new Float64Array(size), from: size, to: 0, border };
  const inside = (at: number) => at >= before && at < before + length;
  for (let i = 0; i < size; i++) {
    const place = Math.fround(i * step);
    const at = Math.min(Math.floor(place), square - 1);
    const next = Math.min(at + 1, square - 1);
    taps.first[i] = at - before;
    taps.second[i] = next - before;
    taps.share[i] = place - at;
    if (inside(at) && inside(next)) {
      taps.from = Math.min(taps.from, i);
      taps.to = i + 1;
    } else if (inside(at) || inside(next)) border.push(i);
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
  const rows = {
    data: picture.data,
    start: (part.y * picture.width + part.x) * 3,
    stride: picture.width * 3,
    width: part.width,
    height: part.height,
  };
  const planes = [0, 1, 2].map((channel) => target.subarray(channel * size * size, (channel + 1) * size * size));
  if (square === size && part.width === part.height) copyPlanes(planes, rows, mean, 1 / divisor);
  else scalePlanes(planes, rows, across, down, mean, 1 / divisor);
}

/** The bytes of the part: `stride` from one row to the next. */
interface Rows {
  readonly data: Uint8Array;
  readonly start: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

/** A part that has the net's size already. */
function copyPlanes(
  planes: readonly Float32Array[],
  { data, start, stride, width, height }: Rows,
  mean: NetInput['mean'],
  factor: number,
): void {
  planes.forEach((plane, channel) => {
    const values = Float32Array.from({ length: 256 }, (_, level) => (level - (mean[channel] ?? 0)) * factor);
    for (let y = 0, out = 0; y < height; y++) {
      const end = start + y * stride + width * 3;
      for (let at = start + y * stride + channel; at < end; at += 3) plane[out++] = values[data[at] ?? 0] ?? 0;
    }
  });
}

function scalePlanes(planes: readonly Float32Array[], rows: Rows, across: Taps, down: Taps, mean: NetInput['mean'], factor: number): void {
  const size = across.first.length;
  planes.forEach((plane, channel) => plane.fill(-(mean[channel] ?? 0) * factor));
  for (let y = down.from; y < down.to; y++) {
    scaleRow(planes, y, rows, across, down, mean, factor);
    for (const x of across.border) mixPixel(planes, y, x, rows, across, down, mean, factor);
  }
  for (const y of down.border) for (let x = 0; x < size; x++) mixPixel(planes, y, x, rows, across, down, mean, factor);
}

/** The pixels of a row whose neighbours are all inside: nearly all there are. */
function scaleRow(
  [red, green, blue]: readonly Float32Array[],
  y: number,
  { data, start, stride }: Rows,
  across: Taps,
  down: Taps,
  [meanRed, meanGreen, meanBlue]: NetInput['mean'],
  factor: number,
): void {
  if (!red || !green || !blue) return;
  const { first, second, share, from, to } = across;
  const upper = start + (down.first[y] ?? 0) * stride;
  const lower = start + (down.second[y] ?? 0) * stride;
  const low = down.share[y] ?? 0;
  for (let x = from, out = y * first.length + from; x < to; x++, out++) {
    const left = (first[x] ?? 0) * 3;
    const right = (second[x] ?? 0) * 3;
    const far = share[x] ?? 0;
    let at = upper + left;
    let next = upper + right;
    let below = lower + left;
    let beyond = lower + right;
    let top = (data[at] ?? 0) + ((data[next] ?? 0) - (data[at] ?? 0)) * far;
    let bottom = (data[below] ?? 0) + ((data[beyond] ?? 0) - (data[below] ?? 0)) * far;
    red[out] = (top + (bottom - top) * low - meanRed) * factor;
    at++;
    next++;
    below++;
    beyond++;
    top = (data[at] ?? 0) + ((data[next] ?? 0) - (data[at] ?? 0)) * far;
    bottom = (data[below] ?? 0) + ((data[beyond] ?? 0) - (data[below] ?? 0)) * far;
    green[out] = (top + (bottom - top) * low - meanGreen) * factor;
    at++;
    next++;
    below++;
    beyond++;
    top = (data[at] ?? 0) + ((data[next] ?? 0) - (data[at] ?? 0)) * far;
    bottom = (data[below] ?? 0) + ((data[beyond] ?? 0) - (data[below] ?? 0)) * far;
    blue[out] = (top + (bottom - top) * low - meanBlue) * factor;
  }
}

/** One pixel anywhere: neighbours beyond the part are black. */
function mixPixel(
  planes: readonly Float32Array[],
  y: number,
  x: number,
  { data, start, stride, width, height }: Rows,
  across: Taps,
  down: Taps,
  mean: NetInput['mean'],
  factor: number,
): void {
  const rows = [down.first[y] ?? -1, down.second[y] ?? -1];
  const columns = [across.first[x] ?? -1, across.second[x] ?? -1];
  const far = across.share[x] ?? 0;
  planes.forEach((plane, channel) => {
    const level = (row = -1, column = -1) =>
      row >= 0 && row < height && column >= 0 && column < width ? (data[start + row * stride + column * 3 + channel] ?? 0) : 0;
    const [top = 0, bottom = 0] = rows.map((row) => level(row, columns[0]) + (level(row, columns[1]) - level(row, columns[0])) * far);
    plane[y * across.first.length + x] = (top + (bottom - top) * (down.share[y] ?? 0) - (mean[channel] ?? 0)) * factor;
  });
}
