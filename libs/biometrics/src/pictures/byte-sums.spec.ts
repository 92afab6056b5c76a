import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteSums } from './byte-sums.js';

describe('byteSums', () => {
  it('sums any stretch, wherever the bytes begin in memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(3), fc.nat(60), fc.nat(60), (bytes, shift, a, b) => {
        const memory = new Uint8Array(bytes.length + shift);
        memory.set(bytes, shift);
        const data = memory.subarray(shift);
        const [from, to] = [Math.min(a, b, bytes.length), Math.min(Math.max(a, b), bytes.length)];
        expect(byteSums(data)(from, to)).toBe(bytes.slice(from, to).reduce((sum, byte) => sum + byte, 0));
      }),
    );
  });

  it('does not run over on a long bright stretch', () => {
    const data = new Uint8Array(100_000).fill(255);
    expect(byteSums(data)(1, 99_999)).toBe(255 * 99_998);
  });
});
