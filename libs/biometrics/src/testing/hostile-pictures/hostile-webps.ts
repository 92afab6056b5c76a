import { sharp } from '../../node/safe-sharp.js';
import { exifBlock } from './exif-block.js';
import { BASE, basePixels } from './hostile-picture.js';
import type { HostilePicture } from './hostile-picture.js';
import { noise } from './noise.js';
import { canvasChunk, chunksOf, riffChunk, webpOf } from './webp-parts.js';

/** WebPs that are damaged, that lie, that bring along what they should not, or that cost. */
export async function hostileWebps(): Promise<HostilePicture[]> {
  const encoder = () => sharp(basePixels(), { raw: { width: BASE.width, height: BASE.height, channels: 3 } });
  const lossy = await encoder().webp({ quality: 90 }).toBuffer();
  const lossless = await encoder().webp({ lossless: true }).toBuffer();
  const large = await sharp({ create: { width: 800, height: 640, channels: 3, background: '#808080' } })
    .webp({ lossless: true })
    .toBuffer();
  const bomb = await sharp({ create: { width: 16_000, height: 400, channels: 3, background: '#808080' } })
    .webp({ lossless: true, effort: 0 })
    .toBuffer();
  const noisy = await sharp(noise(800 * 640 * 3), { raw: { width: 800, height: 640, channels: 3 } })
    .webp({ quality: 60, effort: 0 })
    .toBuffer();
  const boasting = Buffer.from(lossless);
  // 16,384 × 16,384, behind `RIFF…WEBPVP8L…` and the signature
  boasting.writeUInt32LE((boasting.readUInt32LE(21) & 0xf0000000) | 0x0fffffff, 21);
  const grey: readonly [number, number, number] = [128, 128, 128];
  return [
    { name: 'WebP of four colours', bytes: lossy, outcome: BASE },
    { name: 'WebP, lossless', bytes: lossless, outcome: BASE },
    { name: 'WebP with alpha', bytes: await encoder().ensureAlpha(0.999).webp({ quality: 90 }).toBuffer(), outcome: BASE },
    { name: 'WebP, lossless, as large as may be', bytes: large, outcome: { width: 800, height: 640, quarters: [grey, grey, grey, grey] } },
    { name: 'WebP of noise, as much as may be', bytes: noisy, outcome: { width: 800, height: 640 } },
    { name: 'WebP bomb, 16,000 × 400', bytes: bomb, outcome: 'PICTURE_DIMENSIONS' },
    { name: 'WebP that says 16,384 × 16,384', bytes: boasting, outcome: 'PICTURE_DIMENSIONS' },
    { name: 'WebP, signature only', bytes: lossy.subarray(0, 12), outcome: 'PICTURE_BROKEN' },
    { name: 'WebP cut off in the middle', bytes: lossy.subarray(0, lossy.length >> 1), outcome: 'PICTURE_BROKEN' },
    {
      name: 'WebP cut off in the middle, its length corrected',
      bytes: webpOf(riffChunk('VP8 ', lossy.subarray(20, lossy.length >> 1))),
      outcome: 'PICTURE_BROKEN',
    },
    {
      name: 'WebP whose canvas is larger than its picture',
      bytes: webpOf(canvasChunk(0, 16_384, 16_384), chunksOf(lossy)),
      outcome: 'PICTURE_BROKEN',
    },
    {
      name: 'WebP, animated',
      bytes: webpOf(canvasChunk(0x02, 640, 480), riffChunk('ANIM', Buffer.alloc(6)), chunksOf(lossy)),
      outcome: 'PICTURE_TYPE',
    },
    { name: 'WebP with a frame twice', bytes: webpOf(chunksOf(lossy), chunksOf(lossy)), outcome: 'PICTURE_BROKEN' },
    { name: 'WebP without a picture', bytes: webpOf(canvasChunk(0, 640, 480)), outcome: 'PICTURE_BROKEN' },
    {
      name: 'WebP turned by EXIF',
      bytes: webpOf(canvasChunk(0x08, 640, 480), chunksOf(lossy), riffChunk('EXIF', exifBlock(3))),
      outcome: { ...BASE, quarters: [BASE.quarters[3], BASE.quarters[2], BASE.quarters[1], BASE.quarters[0]] },
    },
    {
      name: 'WebP with a profile and a program',
      bytes: webpOf(
        canvasChunk(0x24, 640, 480),
        riffChunk('ICCP', Buffer.alloc(100_000)),
        chunksOf(lossy),
        riffChunk('XMP ', Buffer.from('<?php system("id"); ?>')),
      ),
      outcome: BASE,
    },
  ];
}
