import type { Sharp } from 'sharp';
import type { Picture } from '../types.js';
import { PictureError } from './picture-error.js';
import { sharp } from './safe-sharp.js';
import { sniffPicture } from './sniff-picture.js';

/** Bounds on pictures from outside. */
export interface PictureLimits {
  readonly maxBytes: number;
  /** Width × height. */
  readonly maxPixels: number;
  /** Shortest side. */
  readonly minSide: number;
}

export const DEFAULT_PICTURE_LIMITS: PictureLimits = { maxBytes: 8 * 1024 * 1024, maxPixels: 24_000_000, minSide: 32 };

/** A sharp pipeline over checked bytes: upright, sRGB, without alpha, one frame. */
function openPicture(bytes: Uint8Array, limits: PictureLimits): Sharp {
  if (bytes.length === 0) throw new PictureError('PICTURE_EMPTY', 'The picture is empty; take it again.');
  if (bytes.length > limits.maxBytes) {
    throw new PictureError('PICTURE_TOO_LARGE', `The picture has more than ${Math.floor(limits.maxBytes / 1024)} KB; send a smaller one.`);
  }
  if (sniffPicture(bytes) === null) throw new PictureError('PICTURE_TYPE', 'This is no JPEG, PNG or WebP picture; send one of these.');
  return sharp(bytes, { limitInputPixels: limits.maxPixels, failOn: 'error', pages: 1 })
    .rotate()
    .flatten({ background: '#000' })
    .toColourspace('srgb');
}

/** Says in our words what libvips found wrong. */
function pictureErrorFrom(error: unknown): PictureError {
  if (error instanceof PictureError) return error;
  if (error instanceof Error && error.message.includes('exceeds pixel limit')) {
    return new PictureError('PICTURE_DIMENSIONS', 'The picture has too many pixels; send a smaller one.');
  }
  return new PictureError('PICTURE_BROKEN', 'The picture is damaged and could not be read; take it again.');
}

/**
 * Bytes from outside as a decoded picture: JPEG, PNG or WebP by their first bytes, within the limits, turned upright by EXIF.
 * @throws PictureError for everything else; nothing of libvips's own messages leaves.
 */
export async function decodePicture(bytes: Uint8Array, limits: PictureLimits = DEFAULT_PICTURE_LIMITS): Promise<Picture> {
  try {
    const { data, info } = await openPicture(bytes, limits).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new PictureError('PICTURE_BROKEN', 'The picture has no colours that could be read; take it again.');
    if (Math.min(info.width, info.height) < limits.minSide) {
      throw new PictureError('PICTURE_DIMENSIONS', `The picture is smaller than ${limits.minSide} pixels; send a larger one.`);
    }
    return { data: new Uint8Array(data.buffer, data.byteOffset, data.length), width: info.width, height: info.height };
  } catch (error) {
    throw pictureErrorFrom(error);
  }
}
