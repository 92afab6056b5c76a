import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, chunksIn, openChunk, sealChunk, type ChunkPlace } from './chunk-seal.js';

const key = randomBytes(32);
const place: ChunkPlace = { fileId: 'file', objectKey: 'files/1', n: 3, total: null };

describe('sealChunk', () => {
  it('opens at its own place', () => {
    const sealed = sealChunk(key, place, Buffer.from('plain'));
    expect(openChunk(key, place, sealed).toString()).toBe('plain');
  });

  it.each<[string, Partial<ChunkPlace>]>([
    ['another file', { fileId: 'life' }],
    ['another number', { n: 2 }],
    ['another object', { objectKey: 'files/2' }],
    ['the end of the file', { total: 3 * CHUNK_BYTES + 5 }],
  ])('does not open as %s', (_, change) => {
    const sealed = sealChunk(key, place, Buffer.from('plain'));
    expect(() => openChunk(key, { ...place, ...change }, sealed)).toThrow();
    const last = sealChunk(key, { ...place, total: 77 }, Buffer.from('plain'));
    expect(() => openChunk(key, { ...place, total: 76 }, last)).toThrow();
  });
});

describe('chunksIn', () => {
  it.each([
    [0, 1],
    [1, 1],
    [CHUNK_BYTES, 1],
    [CHUNK_BYTES + 1, 2],
  ])('%d bytes lie in %d', (size, count) => {
    expect(chunksIn(size)).toBe(count);
  });

  it('has room for every byte and no piece to spare', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 45 }), (size) => {
        const room = chunksIn(size) * CHUNK_BYTES;
        expect(room).toBeGreaterThanOrEqual(size);
        expect(room - size).toBeLessThan(CHUNK_BYTES);
      }),
    );
  });
});
