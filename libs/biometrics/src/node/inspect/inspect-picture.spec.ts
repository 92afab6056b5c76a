import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatJpeg } from '../../testing/hostile-pictures/flat-jpeg.js';
import { HOSTILE_STRANGERS } from '../../testing/hostile-pictures/hostile-strangers.js';
import { PictureError } from '../picture-error.js';
import { sharp } from '../safe-sharp.js';
import { inspectPicture } from './inspect-picture.js';

const plain = sharp({ create: { width: 70, height: 50, channels: 3, background: '#a33' } });
const laden = () =>
  plain
    .clone()
    .withExif({ IFD0: { Artist: 'SECRET-NAME' } })
    .withIccProfile('p3')
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET-NOTE</x:xmpmeta>');
const KINDS = [
  ['JPEG', () => laden().jpeg()],
  ['PNG', () => laden().png()],
  ['WebP', () => laden().webp()],
  ['WebP, lossless', () => laden().webp({ lossless: true })],
  ['WebP with alpha', () => laden().ensureAlpha(0.5).webp()],
] as const;

describe('inspectPicture', () => {
  it.each(KINDS)('reads the size of a %s, and leaves behind all that its pixels do not need', async (_, make) => {
    const bytes = await make().toBuffer();
    const { width, height, essence } = inspectPicture(bytes);
    expect({ width, height }).toEqual({ width: 70, height: 50 });
    const before = await sharp(bytes).metadata();
    const after = await sharp(essence).metadata();
    expect(before).toMatchObject({ exif: expect.any(Buffer), icc: expect.any(Buffer) });
    expect(after).not.toHaveProperty('exif');
    expect(after).not.toHaveProperty('icc');
    expect(after).not.toHaveProperty('xmp');
    expect(Buffer.from(essence).includes('SECRET')).toBe(false);
    expect(after).toMatchObject({ width: 70, height: 50, channels: before.channels, hasAlpha: before.hasAlpha });
  });

  it.each(KINDS)('finds nothing more to take from the essence of a %s', async (_, make) => {
    const { essence } = inspectPicture(await make().toBuffer());
    expect(Buffer.from(inspectPicture(essence).essence).equals(essence)).toBe(true);
  });

  it('answers or says PictureError, whatever the bytes and wherever they end', async () => {
    const own = await Promise.all(KINDS.map(async ([, make]) => make().toBuffer()));
    const strangers = HOSTILE_STRANGERS.map(({ bytes }) => bytes);
    const pictures = [...own, ...own, flatJpeg({ width: 64, height: 64, levels: [9, 99, 199], frame: 0xc2 }), ...strangers];
    const picture = fc.constantFrom(...pictures);
    fc.assert(
      fc.property(picture, fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }), fc.nat(5000), (bytes, changes, length) => {
        const damaged = Buffer.from(bytes.subarray(0, length));
        for (const [at, byte] of changes) if (at < damaged.length) damaged[at] = byte;
        try {
          const { width, height, orientation } = inspectPicture(damaged);
          expect([width, height, orientation].every(Number.isInteger)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(PictureError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
