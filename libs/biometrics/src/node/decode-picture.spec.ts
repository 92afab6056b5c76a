import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facePhoto } from '../samples/face-photo.js';
import { painted } from '../testing/arbitraries.js';
import { decodePicture, DEFAULT_PICTURE_LIMITS } from './decode-picture.js';
import { encodePicture } from './encode-picture.js';
import { PictureError } from './picture-error.js';
import { sharp } from './safe-sharp.js';
import { sniffPicture } from './sniff-picture.js';

const colours = painted(64, 48, (x) => (x < 32 ? [200, 40, 40] : [40, 40, 200]));
const raw = { raw: { width: 64, height: 48, channels: 3 } } as const;
const picture = () => sharp(colours.data, raw);
const pixel = (data: Uint8Array, index: number) => [...data.subarray(index * 3, index * 3 + 3)];

async function codeOf(bytes: Uint8Array, limits = DEFAULT_PICTURE_LIMITS): Promise<string> {
  try {
    await decodePicture(bytes, limits);
    return 'decoded';
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    return error.code;
  }
}

describe('decodePicture, given good pictures', () => {
  it.each([
    ['JPEG', () => picture().jpeg({ quality: 95, chromaSubsampling: '4:4:4' })],
    ['progressive JPEG', () => picture().jpeg({ quality: 95, progressive: true, chromaSubsampling: '4:4:4' })],
    ['PNG', () => picture().png()],
    ['PNG of 16 bits', () => picture().toColourspace('rgb16').png()],
    ['PNG with a palette', () => picture().png({ palette: true })],
    ['PNG with alpha', () => picture().ensureAlpha().png()],
    ['WebP', () => picture().webp({ quality: 95 })],
  ])('reads a %s as RGB of 8 bits', async (_, make) => {
    const { data, width, height } = await decodePicture(await make().toBuffer());
    expect({ width, height, length: data.length }).toEqual({ width: 64, height: 48, length: 64 * 48 * 3 });
    const [red = 0, , blue = 0] = pixel(data, 5);
    expect(red - blue).toBeGreaterThan(80);
  });

  it('gives three channels for a grey picture', async () => {
    const { data } = await decodePicture(await picture().greyscale().jpeg().toBuffer());
    expect(data).toHaveLength(64 * 48 * 3);
  });

  it('turns a picture upright by its EXIF', async () => {
    const { data, width, height } = await decodePicture(await picture().jpeg().withMetadata({ orientation: 6 }).toBuffer());
    expect({ width, height }).toEqual({ width: 48, height: 64 });
    expect(pixel(data, 0)[0]).toBeGreaterThan(150);
    expect(pixel(data, 63 * 48)[2]).toBeGreaterThan(150);
  });
});

describe('decodePicture, given bad ones', () => {
  it('refuses a truncated JPEG instead of filling it up with grey', async () => {
    const jpeg = await facePhoto('student');
    expect(await codeOf(jpeg.subarray(0, jpeg.length >> 1))).toBe('PICTURE_BROKEN');
  });

  it('refuses more bytes, more pixels or fewer pixels than the limits say', async () => {
    const png = await picture().png().toBuffer();
    expect(await codeOf(png, { ...DEFAULT_PICTURE_LIMITS, maxBytes: png.length - 1 })).toBe('PICTURE_TOO_LARGE');
    expect(await codeOf(png, { ...DEFAULT_PICTURE_LIMITS, maxPixels: 64 * 48 - 1 })).toBe('PICTURE_DIMENSIONS');
    expect(await codeOf(png, { ...DEFAULT_PICTURE_LIMITS, minSide: 49 })).toBe('PICTURE_DIMENSIONS');
    expect(await codeOf(png, { ...DEFAULT_PICTURE_LIMITS, maxSide: 63 })).toBe('PICTURE_DIMENSIONS');
    expect(await codeOf(png)).toBe('decoded');
  });

  it('says a sentence that names nothing of the machine', async () => {
    await expect(decodePicture(Buffer.from('ffd8ff00', 'hex'))).rejects.toThrow(
      /^The picture is damaged and could not be read; take it again\.$/,
    );
  });

  it.each([
    ['a JPEG', () => picture().jpeg()],
    ['a progressive JPEG', () => picture().jpeg({ progressive: true })],
    ['a PNG', () => picture().png()],
    ['a WebP', () => picture().webp()],
  ])('either decodes or says PictureError, whatever became of %s', async (_, make) => {
    const whole = await make().toBuffer();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }), async (changes) => {
        const damaged = Buffer.from(whole);
        for (const [at, byte] of changes) damaged[at] = byte;
        expect(await codeOf(damaged)).toMatch(/^decoded$|^PICTURE_/);
      }),
      { numRuns: 40 },
    );
  });
});

describe('encodePicture', () => {
  it('leaves behind what the original held besides pixels', async () => {
    const secret = Buffer.concat([
      await picture()
        .jpeg()
        .withExif({ IFD0: { Artist: 'SECRET-NAME' } })
        .toBuffer(),
      Buffer.from('SECRET-TAIL'),
    ]);
    expect(secret.includes('SECRET-NAME')).toBe(true);
    const again = Buffer.from(await encodePicture(await decodePicture(secret)));
    expect(again.includes('SECRET')).toBe(false);
    expect(sniffPicture(again)).toBe('jpeg');
  });

  it('scales down to a width, and never up', async () => {
    expect(await decodePicture(await encodePicture(colours, { width: 48 }))).toMatchObject({ width: 48, height: 36 });
    expect(await decodePicture(await encodePicture(colours, { width: 500 }))).toMatchObject({ width: 64, height: 48 });
  });

  it('owns its bytes, so that they can go to another thread', async () => {
    const jpeg = await encodePicture(colours);
    expect(jpeg.byteLength).toBe(jpeg.buffer.byteLength);
  });
});
