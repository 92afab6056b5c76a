import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CHUNK_BYTES } from './chunk-seal.js';
import { chunksOf } from './chunks-of.js';

async function* inBlocks(whole: Buffer, sizes: number[]): AsyncGenerator<Buffer> {
  for (let at = 0, i = 0; at < whole.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield await Promise.resolve(whole.subarray(at, at + size));
    at += size;
  }
}

it('gives back every byte in full pieces and one that is last, however the stream was cut', async () => {
  const random = randomBytes(3 * CHUNK_BYTES);
  const length = fc.oneof(fc.integer({ min: 0, max: random.length }), fc.constantFrom(0, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES));
  await fc.assert(
    fc.asyncProperty(length, fc.array(fc.integer({ min: 1000, max: 700_000 }), { minLength: 1, maxLength: 5 }), async (size, blocks) => {
      const whole = random.subarray(0, size);
      const pieces: { bytes: Buffer; last: boolean }[] = [];
      for await (const { bytes, last } of chunksOf(inBlocks(whole, blocks))) pieces.push({ bytes: Buffer.from(bytes), last });
      expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).equals(whole)).toBe(true);
      expect(pieces.map(({ last }) => last)).toEqual(pieces.map((_, i) => i === pieces.length - 1));
      expect(pieces.slice(0, -1).every(({ bytes }) => bytes.length === CHUNK_BYTES)).toBe(true);
      expect(pieces.length).toBe(Math.max(1, Math.ceil(size / CHUNK_BYTES)));
    }),
    { numRuns: 50 },
  );
});
