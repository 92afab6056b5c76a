import { describe, expect, it } from 'vitest';
import { hostilePictures } from '../testing/hostile-pictures/index.js';
import type { HostilePicture } from '../testing/hostile-pictures/index.js';
import type { Picture } from '../types.js';
import { decodePicture } from './decode-picture.js';
import { encodePicture } from './encode-picture.js';
import { PictureError } from './picture-error.js';
import { sniffPicture } from './sniff-picture.js';

const pictures = await hostilePictures();
/** JPEG's own error on flat colours is a level or two. */
const TOLERANCE = 4;

function quarters({ data, width, height }: Picture): number[][] {
  const at = (x: number, y: number) => (Math.floor(y * height) * width + Math.floor(x * width)) * 3;
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)].map((from) => [...data.subarray(from, from + 3)]);
}

const farthest = (found: readonly number[][], expected: readonly (readonly number[])[]) =>
  Math.max(...expected.flatMap((colour, i) => colour.map((level, c) => Math.abs(level - (found[i]?.[c] ?? NaN)))));

async function outcomeOf(bytes: Uint8Array): Promise<Picture | PictureError> {
  try {
    return await decodePicture(bytes);
  } catch (error) {
    if (error instanceof PictureError) return error;
    throw error;
  }
}

describe('hostile pictures', () => {
  const rows = pictures.map(({ name, bytes, outcome }): [string, Uint8Array, HostilePicture['outcome']] => [name, bytes, outcome]);

  it.each(rows)('%s', async (_, bytes, expected) => {
    const outcome = await outcomeOf(bytes);
    if (typeof expected === 'string') {
      expect(outcome).toMatchObject({ name: 'PictureError', code: expected });
      expect(outcome).not.toHaveProperty('cause');
      // a sentence of ours, which says what to do
      expect((outcome as PictureError).message).toMatch(/^(The picture|This is) [^\n]*; (take it again|send|save it)[^\n]*\.$/);
      expect((outcome as PictureError).message).not.toMatch(/vips|libpng|buffer|zlib|input/i);
      return;
    }
    expect(outcome).toMatchObject({ width: expected.width, height: expected.height });
    const picture = outcome as Picture;
    expect(picture.data).toHaveLength(picture.width * picture.height * 3);
    if (expected.quarters) expect(farthest(quarters(picture), expected.quarters)).toBeLessThanOrEqual(TOLERANCE);
    const kept = Buffer.from(await encodePicture(picture));
    expect(sniffPicture(kept)).toBe('jpeg');
    for (const remnant of ['Exif', 'ICC_PROFILE', '<?php', '<script', 'PK\x03\x04', 'xxxx']) expect(kept.includes(remnant)).toBe(false);
  });
});
