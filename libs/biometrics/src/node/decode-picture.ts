import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { Picture } from '../types.js';
import { inspectPicture } from './inspect/inspect-picture.js';
import { broken } from './inspect/inspected-picture.js';
import type { InspectedPicture } from './inspect/inspected-picture.js';
import { PictureError } from './picture-error.js';
import { sharp } from './safe-sharp.js';
import { sniffPicture } from './sniff-picture.js';

/** Bounds on pictures from outside. */
export interface PictureLimits {
  readonly maxBytes: number;
  /** Width × height of a JPEG or a plain PNG. WebP, and PNG of 16 bits or interlaced, cost up to four times as much and may have a quarter. */
  readonly maxPixels: number;
  /** Shortest side, in pixels. */
  readonly minSide: number;
  /** Longest side, in pixels. */
  readonly maxSide: number;
}

/** For frames of a camera, up to 1920 × 1080. Decoding one picture within these takes about 50 ms of CPU time at most. */
export const DEFAULT_PICTURE_LIMITS: PictureLimits = { maxBytes: 640 * 1024, maxPixels: 1920 * 1080, minSide: 32, maxSide: 4096 };

/** Turns and mirrorings for EXIF's orientations 1 to 8: first mirrored left to right, then turned clockwise. */
const UPRIGHT: Readonly<Record<number, readonly [mirror: boolean, degrees: number]>> = {
  2: [true, 0],
  3: [false, 180],
  4: [true, 180],
  5: [true, 270],
  6: [false, 90],
  7: [true, 90],
  8: [false, 270],
};

function checkSize({ width, height, cost }: InspectedPicture, { maxPixels, minSide, maxSide }: PictureLimits): void {
  if (width === 0 || height === 0) throw broken();
  if (width * height * cost > maxPixels || Math.max(width, height) > maxSide) {
    throw new PictureError('PICTURE_DIMENSIONS', 'The picture has too many pixels for its kind; send a smaller one as a JPEG.');
  }
  if (Math.min(width, height) < minSide) {
    throw new PictureError('PICTURE_DIMENSIONS', `The picture is smaller than ${minSide} pixels; send a larger one.`);
  }
}

const unpack = promisify<Uint8Array, { maxOutputLength: number; chunkSize: number }, Uint8Array>(inflate);

/** A decoder of PNGs unpacks all that there is, a thousand times the bytes that came; this one stops where the picture is full. */
async function checkPacked({ packed }: InspectedPicture): Promise<void> {
  if (!packed) return;
  const { length } = await unpack(packed.bytes, { maxOutputLength: packed.unpacks, chunkSize: 256 * 1024 });
  if (length < packed.unpacks) throw broken();
}

/** Decodes what has been inspected: 8 bits, RGB, on black where it is transparent. */
async function decode({ essence, width, height, orientation }: InspectedPicture): Promise<Picture> {
  const [mirror, degrees] = UPRIGHT[orientation] ?? [false, 0];
  const upright = sharp(essence, { limitInputPixels: width * height, failOn: 'warning', pages: 1 })
    .flop(mirror)
    .rotate(degrees);
  // a JPEG has nothing transparent: asking would cost it a tenth of its time
  const opaque = sniffPicture(essence) === 'jpeg' ? upright : upright.flatten({ background: '#000' });
  const { data, info } = await opaque.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const [upWidth, upHeight] = degrees % 180 === 0 ? [width, height] : [height, width];
  // the decoder saw another picture than the inspection did
  if (info.channels !== 3 || info.width !== upWidth || info.height !== upHeight) throw broken();
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.length), width: info.width, height: info.height };
}

/**
 * Bytes from outside as a decoded picture: JPEG, PNG or WebP by their first bytes, within the limits, turned upright by EXIF. The size is checked before anything is decoded,
 * and the decoder gets neither metadata nor colour profiles: colours are read as sRGB, which cameras in browsers write.
 * @throws PictureError for everything else; nothing of libvips's own messages leaves.
 */
export async function decodePicture(bytes: Uint8Array, limits: PictureLimits = DEFAULT_PICTURE_LIMITS): Promise<Picture> {
  if (bytes.length === 0) throw new PictureError('PICTURE_EMPTY', 'The picture is empty; take it again.');
  if (bytes.length > limits.maxBytes) {
    throw new PictureError('PICTURE_TOO_LARGE', `The picture has more than ${Math.floor(limits.maxBytes / 1024)} KB; send a smaller one.`);
  }
  const inspected = inspectPicture(bytes);
  checkSize(inspected, limits);
  try {
    await checkPacked(inspected);
    return await decode(inspected);
  } catch (error) {
    throw error instanceof PictureError ? error : broken();
  }
}
