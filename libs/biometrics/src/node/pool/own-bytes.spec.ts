import { describe, expect, it } from 'vitest';
import { ownBytes } from './own-bytes.js';

describe('ownBytes', () => {
  it('gives the same view where it fills its buffer', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(ownBytes(bytes)).toBe(bytes);
  });

  it('cuts a part of a larger buffer out, so that the rest of it does not travel', () => {
    const chunk = Buffer.from([9, 9, 1, 2, 3, 9]);
    const own = ownBytes(chunk.subarray(2, 5));
    expect([...own]).toEqual([1, 2, 3]);
    expect(own.buffer.byteLength).toBe(3);
  });
});
