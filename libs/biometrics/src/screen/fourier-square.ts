/** Side of the squares that are transformed, in pixels. */
export const SQUARE = 64;

const BITS = Math.log2(SQUARE);
const REVERSED = Uint8Array.from({ length: SQUARE }, (_, i) => {
  let reversed = 0;
  for (let bit = 0; bit < BITS; bit++) if (i & (1 << bit)) reversed |= 1 << (BITS - 1 - bit);
  return reversed;
});
const COS = Float64Array.from({ length: SQUARE / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / SQUARE));
const SIN = Float64Array.from({ length: SQUARE / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / SQUARE));

/** One line of the square: `SQUARE` complex numbers from `start`, `stride` apart (Cooley and Tukey, radix 2, in place). */
function transformLine(re: Float64Array, im: Float64Array, start: number, stride: number): void {
  for (let i = 0; i < SQUARE; i++) {
    const j = REVERSED[i] ?? 0;
    if (j <= i) continue;
    const a = start + i * stride;
    const b = start + j * stride;
    const x = re[a] ?? 0;
    const y = im[a] ?? 0;
    re[a] = re[b] ?? 0;
    im[a] = im[b] ?? 0;
    re[b] = x;
    im[b] = y;
  }
  for (let half = 1; half < SQUARE; half *= 2) {
    const turn = SQUARE / (2 * half);
    for (let k = 0; k < half; k++) {
      const c = COS[k * turn] ?? 0;
      const s = SIN[k * turn] ?? 0;
      for (let i = k; i < SQUARE; i += 2 * half) {
        const a = start + i * stride;
        const b = a + half * stride;
        const br = re[b] ?? 0;
        const bi = im[b] ?? 0;
        const x = br * c - bi * s;
        const y = br * s + bi * c;
        const ar = re[a] ?? 0;
        const ai = im[a] ?? 0;
        re[b] = ar - x;
        im[b] = ai - y;
        re[a] = ar + x;
        im[a] = ai + y;
      }
    }
  }
}

/**
 * The discrete Fourier transform of a square of 64 × 64 complex numbers, in place, row by row; index `v · 64 + u` holds `u` waves across and `v` down, those from 32 on being negative.
 * @throws RangeError when an array does not hold 64 × 64 numbers.
 */
export function fourierSquare(re: Float64Array, im: Float64Array): void {
  if (re.length !== SQUARE * SQUARE || im.length !== SQUARE * SQUARE) throw new RangeError(`A square has ${SQUARE} × ${SQUARE} numbers.`);
  for (let row = 0; row < SQUARE; row++) transformLine(re, im, row * SQUARE, 1);
  for (let column = 0; column < SQUARE; column++) transformLine(re, im, column, SQUARE);
}
