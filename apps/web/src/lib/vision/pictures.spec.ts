import { dataUrlSchema } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jpegDataUrl } from './data-url.ts';
import { meanDescriptor } from './mean-descriptor.ts';

describe('jpegDataUrl', () => {
  it('holds the very bytes, as the contract wants them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20_000 }), (bytes) => {
        const url = jpegDataUrl(bytes);
        expect(dataUrlSchema.safeParse(url).success).toBe(true);
        expect(new Uint8Array(Buffer.from(url.split(',')[1] ?? '', 'base64'))).toEqual(bytes);
      }),
    );
  });
});

describe('meanDescriptor', () => {
  it('is the mean of each number', () => {
    expect(meanDescriptor([Float32Array.of(0, 1), Float32Array.of(1, 3)])).toEqual([0.5, 2]);
  });
});
