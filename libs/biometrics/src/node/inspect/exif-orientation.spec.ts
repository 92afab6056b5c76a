import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exifBlock } from '../../testing/hostile-pictures/exif-block.js';
import { exifOrientation } from './exif-orientation.js';

describe('exifOrientation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('reads orientation %i, also behind other entries', (orientation) => {
    expect(exifOrientation(exifBlock(orientation))).toBe(orientation);
    expect(exifOrientation(exifBlock(orientation, { entries: 30, note: 'somebody' }))).toBe(orientation);
  });

  it('reads blocks whose numbers begin with the lowest byte', () => {
    const little = Buffer.from('49492a000800000001001201030001000000060000000000', 'hex');
    expect(exifOrientation(little)).toBe(6);
  });

  it('takes what is no orientation as upright', () => {
    expect(exifOrientation(exifBlock(0))).toBe(1);
    expect(exifOrientation(exifBlock(9))).toBe(1);
    expect(exifOrientation(new Uint8Array())).toBe(1);
  });

  it('takes blocks as upright whose directory says more than there is, wherever they end', () => {
    const block = exifBlock(6, { entries: 5 });
    for (let length = 0; length < 8 + 2 + 4 * 12 + 10; length++) expect(exifOrientation(block.subarray(0, length))).toBe(1);
  });

  it('says 1 to 8, whatever the bytes', () => {
    const block = exifBlock(6, { entries: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(block.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const damaged = Buffer.from(block);
        for (const [at, byte] of changes) damaged[at] = byte;
        expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(exifOrientation(damaged));
      }),
    );
  });
});
