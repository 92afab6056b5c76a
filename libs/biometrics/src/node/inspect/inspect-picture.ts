import { sniffPicture } from '../sniff-picture.js';
import { PictureError } from '../picture-error.js';
import { inspectJpeg } from './inspect-jpeg.js';
import { inspectPng } from './inspect-png.js';
import { inspectWebp } from './inspect-webp.js';
import type { InspectedPicture } from './inspected-picture.js';

const INSPECT = { jpeg: inspectJpeg, png: inspectPng, webp: inspectWebp } as const;

/**
 * What the headers of a JPEG, PNG or WebP say, and the picture without all that its pixels do not need; nothing is decoded. Takes about a millisecond a megabyte.
 * @throws PictureError: PICTURE_TYPE for every other format and for rare kinds of these, PICTURE_BROKEN where the structure is damaged or ends early.
 */
export function inspectPicture(bytes: Uint8Array): InspectedPicture {
  const type = sniffPicture(bytes);
  if (type === null) throw new PictureError('PICTURE_TYPE', 'This is no JPEG, PNG or WebP picture; send one of these.');
  return INSPECT[type](bytes);
}
