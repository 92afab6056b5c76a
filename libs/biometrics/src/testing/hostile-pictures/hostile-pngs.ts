import { deflateSync } from 'node:zlib';
import { sharp } from '../../node/safe-sharp.js';
import { exifBlock } from './exif-block.js';
import { BASE, basePixels } from './hostile-picture.js';
import type { HostilePicture } from './hostile-picture.js';
import { noise } from './noise.js';
import { blackPng, chunk, headChunk, pngOf, withChunks } from './png-parts.js';

const MEGABYTE = 1024 * 1024;

/** A PNG chunk that unpacks to so many megabytes of nothing. */
const packedMegabytes = (name: string, count: number) =>
  chunk(name, Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(Buffer.alloc(count * MEGABYTE))]));

/** PNGs that are damaged, that lie, that bring along what they should not, or that cost. */
export async function hostilePngs(): Promise<HostilePicture[]> {
  const encoder = () => sharp(basePixels(), { raw: { width: BASE.width, height: BASE.height, channels: 3 } });
  const png = await encoder().png().toBuffer();
  const pixels = png.indexOf('IDAT');
  const flipped = Buffer.from(png);
  flipped.writeUInt8((flipped[pixels + 20] ?? 0) ^ 0xff, pixels + 20);
  const deep = await sharp({ create: { width: 960, height: 540, channels: 4, background: '#000000' } })
    .toColourspace('rgb16')
    .png({ progressive: true })
    .toBuffer();
  const noisy = await sharp(noise(480 * 360 * 3), { raw: { width: 480, height: 360, channels: 3 } })
    .png()
    .toBuffer();
  const black = (width: number, height: number) =>
    ({
      width,
      height,
      quarters: [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    }) as const;
  return [
    { name: 'PNG of four colours', bytes: png, outcome: BASE },
    { name: 'PNG of 16 bits', bytes: await encoder().toColourspace('rgb16').png().toBuffer(), outcome: BASE },
    { name: 'PNG with a palette', bytes: await encoder().png({ palette: true }).toBuffer(), outcome: BASE },
    { name: 'PNG with alpha', bytes: await encoder().ensureAlpha().png().toBuffer(), outcome: BASE },
    { name: 'PNG, all transparent', bytes: await encoder().ensureAlpha(0).png().toBuffer(), outcome: black(640, 480) },
    { name: 'PNG, interlaced', bytes: await encoder().png({ progressive: true }).toBuffer(), outcome: BASE },
    { name: 'PNG of noise', bytes: noisy, outcome: { width: 480, height: 360 } },
    { name: 'PNG of 1 bit', bytes: blackPng({ width: 640, height: 480, depth: 1, colour: 0 }), outcome: black(640, 480) },
    {
      name: 'PNG bomb, 50,000 × 50,000',
      bytes: pngOf(headChunk({ width: 50_000, height: 50_000 }), chunk('IDAT', deflateSync(Buffer.alloc(MEGABYTE))), chunk('IEND')),
      outcome: 'PICTURE_DIMENSIONS',
    },
    {
      name: 'PNG bomb, 2^31 × 2^31',
      bytes: pngOf(headChunk({ width: 0x7fffffff, height: 0x7fffffff }), chunk('IDAT'), chunk('IEND')),
      outcome: 'PICTURE_DIMENSIONS',
    },
    { name: 'PNG bomb, 30,000 × 40', bytes: blackPng({ width: 30_000, height: 40 }), outcome: 'PICTURE_DIMENSIONS' },
    { name: 'PNG bomb, 4000 × 3000, black', bytes: blackPng({ width: 4000, height: 3000 }), outcome: 'PICTURE_DIMENSIONS' },
    {
      name: 'PNG bomb, interlaced, 16 bits, 1920 × 1080',
      bytes: blackPng({ width: 1920, height: 1080, depth: 16, colour: 6, interlaced: true }),
      outcome: 'PICTURE_DIMENSIONS',
    },
    { name: 'PNG, interlaced, 16 bits, as large as may be', bytes: deep, outcome: black(960, 540) },
    {
      name: 'PNG, 8 bits with alpha, as large as may be',
      bytes: blackPng({ width: 1920, height: 1080, colour: 6 }),
      outcome: black(1920, 1080),
    },
    {
      name: 'PNG that says 640 × 480 and holds 64 megabytes',
      bytes: pngOf(headChunk({ width: 640, height: 480 }), chunk('IDAT', deflateSync(Buffer.alloc(64 * MEGABYTE))), chunk('IEND')),
      outcome: 'PICTURE_BROKEN',
    },
    {
      name: 'PNG that says 1920 × 1080 and holds less',
      bytes: pngOf(headChunk({ width: 1920, height: 1080 }), png.subarray(33)),
      outcome: 'PICTURE_BROKEN',
    },
    { name: 'PNG without width', bytes: pngOf(headChunk({ width: 0, height: 480 }), png.subarray(33)), outcome: 'PICTURE_BROKEN' },
    { name: 'PNG, 1 × 1', bytes: blackPng({ width: 1, height: 1 }), outcome: 'PICTURE_DIMENSIONS' },
    { name: 'PNG without pixels', bytes: pngOf(headChunk({ width: 64, height: 64 }), chunk('IEND')), outcome: 'PICTURE_BROKEN' },
    { name: 'PNG with a head twice', bytes: withChunks(png, headChunk({ width: 9000, height: 9000 })), outcome: 'PICTURE_BROKEN' },
    { name: 'PNG, signature only', bytes: png.subarray(0, 8), outcome: 'PICTURE_BROKEN' },
    { name: 'PNG cut off in the middle', bytes: png.subarray(0, png.length >> 1), outcome: 'PICTURE_BROKEN' },
    { name: 'PNG cut off before its end', bytes: png.subarray(0, -12), outcome: 'PICTURE_BROKEN' },
    { name: 'PNG with a wrong checksum', bytes: flipped, outcome: 'PICTURE_BROKEN' },
    {
      name: 'PNG with a chunk that reaches beyond the file',
      bytes: withChunks(png, Buffer.from('7fffffff74455874', 'hex')),
      outcome: 'PICTURE_BROKEN',
    },
    {
      name: 'PNG with an unknown chunk that may not be skipped',
      bytes: withChunks(png, chunk('EVIL', Buffer.from('x'))),
      outcome: 'PICTURE_BROKEN',
    },
    { name: 'PNG with a packed text of 16 megabytes', bytes: withChunks(png, packedMegabytes('zTXt', 16)), outcome: BASE },
    { name: 'PNG with a packed profile of 16 megabytes', bytes: withChunks(png, packedMegabytes('iCCP', 16)), outcome: BASE },
    {
      name: 'PNG with 40,000 texts',
      bytes: withChunks(png, ...Array<Buffer>(40_000).fill(chunk('tEXt', Buffer.from('a\0b')))),
      outcome: BASE,
    },
    { name: 'PNG, animated', bytes: withChunks(png, chunk('acTL', Buffer.from('000003e800000000', 'hex'))), outcome: BASE },
    {
      name: 'PNG turned by EXIF',
      bytes: withChunks(png, chunk('eXIf', exifBlock(3))),
      outcome: { ...BASE, quarters: [BASE.quarters[3], BASE.quarters[2], BASE.quarters[1], BASE.quarters[0]] },
    },
    { name: 'PNG with a program behind its end', bytes: Buffer.concat([png, Buffer.from('<?php system("id"); ?>')]), outcome: BASE },
    { name: 'PNG named as a JPEG', bytes: png, outcome: BASE },
  ];
}
