import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../samples/random.js';
import { fourierSquare, SQUARE } from './fourier-square.js';

const COUNT = SQUARE * SQUARE;
const power = (re: Float64Array, im: Float64Array) => re.reduce((sum, x, i) => sum + x * x + (im[i] ?? 0) ** 2, 0);

describe('fourierSquare', () => {
  it('finds a wave at its place and nowhere else', () => {
    const waves = fc.integer({ min: 0, max: SQUARE - 1 });
    fc.assert(
      fc.property(waves, waves, (u, v) => {
        const phase = (i: number) => (2 * Math.PI * (u * (i % SQUARE) + v * Math.floor(i / SQUARE))) / SQUARE;
        const re = Float64Array.from({ length: COUNT }, (_, i) => Math.cos(phase(i)));
        const im = Float64Array.from({ length: COUNT }, (_, i) => Math.sin(phase(i)));
        fourierSquare(re, im);
        expect(re[v * SQUARE + u]).toBeCloseTo(COUNT, 6);
        expect(power(re, im) / COUNT ** 2).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps the energy (Parseval)', () => {
    const random = randomFrom(5);
    const re = Float64Array.from({ length: COUNT }, () => random() - 0.5);
    const im = Float64Array.from({ length: COUNT }, () => random() - 0.5);
    const before = power(re, im);
    fourierSquare(re, im);
    expect(power(re, im) / COUNT).toBeCloseTo(before, 6);
  });

  it('throws for another size', () => {
    expect(() => fourierSquare(new Float64Array(64), new Float64Array(64))).toThrow(RangeError);
    expect(() => fourierSquare(new Float64Array(COUNT), new Float64Array(COUNT - 1))).toThrow(RangeError);
  });
});
