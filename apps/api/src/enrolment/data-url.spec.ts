import fc from 'fast-check';
import { dataUrlSchema } from '@invigil/shared';
import { expect, it } from 'vitest';
import { bytesOfDataUrl, jpegDataUrl } from './data-url.js';

it('reads what it wrote, in the form that the contract takes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
      const url = jpegDataUrl(bytes);
      expect(dataUrlSchema.safeParse(url).success).toBe(true);
      expect(bytesOfDataUrl(url)).toEqual(bytes);
    }),
  );
});
