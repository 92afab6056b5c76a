import { describe, expect, it } from 'vitest';
import { decodeWeights } from './read-weights.mjs';

const quantization = { dtype: 'uint8', scale: 0.5, min: -1 };

describe('decodeWeights', () => {
  it('reads bytes that stand for numbers, and numbers that begin at an odd place', () => {
    const single = new Uint8Array(Float32Array.of(3.25).buffer);
    const specs = [
      { name: 'a', shape: [3], dtype: 'float32', quantization },
      { name: 'count', shape: [], dtype: 'int32', quantization: { dtype: 'uint8', scale: 1, min: 6 } },
      { name: 'b', shape: [1, 1], dtype: 'float32' },
    ];
    const weights = decodeWeights(specs, Uint8Array.of(0, 2, 255, 0, ...single));
    expect(weights.get('a')).toEqual({ shape: [3], data: Float32Array.of(-1, 0, 126.5) });
    expect(weights.get('b')?.data).toEqual(Float32Array.of(3.25));
    expect([...weights.keys()]).toEqual(['a', 'b']);
  });

  it('refuses bytes that are too few, too many, or of a kind that it does not know', () => {
    const specs = [{ name: 'a', shape: [3], dtype: 'float32', quantization }];
    expect(() => decodeWeights(specs, new Uint8Array(2))).toThrow('The weights end before a.');
    expect(() => decodeWeights(specs, new Uint8Array(4))).toThrow('1 bytes are left after the last weight.');
    const half = [{ name: 'a', shape: [3], dtype: 'float32', quantization: { ...quantization, dtype: 'float16' } }];
    expect(() => decodeWeights(half, new Uint8Array(6))).toThrow('a is stored as float16');
  });
});
