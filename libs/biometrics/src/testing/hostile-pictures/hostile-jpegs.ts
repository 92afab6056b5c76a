import { sharp } from '../../node/safe-sharp.js';
import { exifBlock } from './exif-block.js';
import { flatJpeg, segment } from './flat-jpeg.js';
import { BASE, basePixels, BLUE, GREEN, RED, WHITE } from './hostile-picture.js';
import type { HostilePicture, RightResult } from './hostile-picture.js';
import { noise } from './noise.js';

const exif = (orientation: number, options = {}) =>
  segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exifBlock(orientation, options)]));
const behindHead = (jpeg: Uint8Array, ...segments: readonly Uint8Array[]) =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
const times = <T>(count: number, of: T): T[] => Array<T>(count).fill(of);

/** What stands upright after each orientation of EXIF. */
const TURNED = {
  1: [RED, GREEN, BLUE, WHITE],
  2: [GREEN, RED, WHITE, BLUE],
  3: [WHITE, BLUE, GREEN, RED],
  4: [BLUE, WHITE, RED, GREEN],
  5: [RED, BLUE, GREEN, WHITE],
  6: [BLUE, RED, WHITE, GREEN],
  7: [WHITE, GREEN, BLUE, RED],
  8: [GREEN, WHITE, RED, BLUE],
} as const;

const oneColour = (width: number, height: number, colour: (typeof BASE.quarters)[number]): RightResult => ({
  width,
  height,
  quarters: [colour, colour, colour, colour],
});

/** Changes the size that the frame header says. */
function lying(jpeg: Uint8Array, width: number, height: number): Buffer {
  const bytes = Buffer.from(jpeg);
  const at = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, at + 5);
  bytes.writeUInt16BE(width, at + 7);
  return bytes;
}

/** JPEGs that are damaged, that lie, that bring along what they should not, or that cost. */
export async function hostileJpegs(): Promise<HostilePicture[]> {
  const encoder = () => sharp(basePixels(), { raw: { width: BASE.width, height: BASE.height, channels: 3 } });
  const jpeg = await encoder().jpeg({ quality: 90 }).toBuffer();
  const noisy = await sharp(noise(1920 * 1080 * 3), { raw: { width: 1920, height: 1080, channels: 3 } })
    .jpeg({ quality: 30, progressive: true })
    .toBuffer();
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  const grey: RightResult = oneColour(640, 480, [128, 128, 128]);
  const pass = { components: [0], band: [1, 63] } as const;
  const page = Buffer.from('*/=1;alert(document.domain)/*<script>alert(1)</script><?php system("id"); ?>');
  return [
    { name: 'JPEG of four colours', bytes: jpeg, outcome: BASE },
    { name: 'JPEG, progressive', bytes: await encoder().jpeg({ quality: 90, progressive: true }).toBuffer(), outcome: BASE },
    { name: 'JPEG, 4:4:4', bytes: await encoder().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(), outcome: BASE },
    { name: 'JPEG of noise, progressive, as much as may be', bytes: noisy, outcome: { width: 1920, height: 1080 } },
    { name: 'JPEG, signature only', bytes: jpeg.subarray(0, 3), outcome: 'PICTURE_BROKEN' },
    { name: 'JPEG cut off in its head', bytes: jpeg.subarray(0, 100), outcome: 'PICTURE_BROKEN' },
    { name: 'JPEG cut off before its pixels', bytes: jpeg.subarray(0, scan), outcome: 'PICTURE_BROKEN' },
    { name: 'JPEG cut off in the middle', bytes: jpeg.subarray(0, jpeg.length >> 1), outcome: 'PICTURE_BROKEN' },
    { name: 'JPEG cut off two bytes before its end', bytes: jpeg.subarray(0, -2), outcome: 'PICTURE_BROKEN' },
    {
      name: 'JPEG cut off in the middle, with an end glued on',
      bytes: Buffer.concat([jpeg.subarray(0, jpeg.length >> 1), Buffer.from('ffd9', 'hex')]),
      outcome: 'PICTURE_BROKEN',
    },
    { name: 'JPEG that says 65,500 × 65,500', bytes: lying(jpeg, 65_500, 65_500), outcome: 'PICTURE_DIMENSIONS' },
    { name: 'JPEG that says 1920 × 1080 and holds less', bytes: lying(jpeg, 1920, 1080), outcome: 'PICTURE_BROKEN' },
    { name: 'JPEG that says 64 × 48 and holds more', bytes: lying(jpeg, 64, 48), outcome: { width: 64, height: 48 } },
    { name: 'JPEG without width', bytes: lying(jpeg, 0, 480), outcome: 'PICTURE_BROKEN' },
    { name: 'JPEG without height', bytes: lying(jpeg, 640, 0), outcome: 'PICTURE_BROKEN' },
    { name: 'JPEG, 1 × 600', bytes: flatJpeg({ width: 1, height: 600, levels: [128] }), outcome: 'PICTURE_DIMENSIONS' },
    { name: 'JPEG, 40 × 50,000', bytes: flatJpeg({ width: 40, height: 50_000, levels: [128] }), outcome: 'PICTURE_DIMENSIONS' },
    {
      name: 'JPEG with two frames',
      bytes: behindHead(jpeg, flatJpeg({ width: 64, height: 64, levels: [128] }).subarray(2, -2)),
      outcome: 'PICTURE_BROKEN',
    },
    { name: 'JPEG, grey', bytes: flatJpeg({ width: 640, height: 480, levels: [128] }), outcome: grey },
    { name: 'JPEG in RGB', bytes: flatJpeg({ width: 640, height: 480, levels: RED, adobe: 0 }), outcome: oneColour(640, 480, RED) },
    { name: 'JPEG in CMYK', bytes: flatJpeg({ width: 640, height: 480, levels: [...RED, 255], adobe: 0 }), outcome: 'PICTURE_TYPE' },
    { name: 'JPEG in YCCK', bytes: flatJpeg({ width: 640, height: 480, levels: [128, 128, 128, 255], adobe: 2 }), outcome: 'PICTURE_TYPE' },
    { name: 'JPEG of two components', bytes: flatJpeg({ width: 640, height: 480, levels: [128, 128] }), outcome: 'PICTURE_BROKEN' },
    { name: 'JPEG, arithmetic', bytes: flatJpeg({ width: 640, height: 480, levels: [128], frame: 0xc9 }), outcome: 'PICTURE_TYPE' },
    { name: 'JPEG, lossless', bytes: flatJpeg({ width: 640, height: 480, levels: [128], frame: 0xc3 }), outcome: 'PICTURE_TYPE' },
    {
      name: 'JPEG of 2,000 passes',
      bytes: flatJpeg({ width: 1920, height: 1080, levels: [128, 128, 128], frame: 0xc2, scans: times(2000, pass) }),
      outcome: 'PICTURE_TYPE',
    },
    {
      name: 'JPEG of as many passes as may be',
      bytes: flatJpeg({ width: 1920, height: 1080, levels: [128, 128, 128], frame: 0xc2, scans: times(31, pass) }),
      outcome: oneColour(1920, 1080, [128, 128, 128]),
    },
    { name: 'JPEG with a page and a program in its comment', bytes: behindHead(jpeg, segment(0xfe, page)), outcome: BASE },
    { name: 'JPEG with a program behind its end', bytes: Buffer.concat([jpeg, page]), outcome: BASE },
    { name: 'JPEG with a ZIP behind its end', bytes: Buffer.concat([jpeg, Buffer.from('PK\x03\x04'), Buffer.alloc(5000)]), outcome: BASE },
    { name: 'JPEG with 585 KB of comments', bytes: behindHead(jpeg, ...times(9, segment(0xfe, Buffer.alloc(65_000, 'x')))), outcome: BASE },
    {
      name: 'JPEG with a broken profile of 585 KB',
      bytes: behindHead(jpeg, ...times(9, segment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x10'), Buffer.alloc(65_000)])))),
      outcome: BASE,
    },
    {
      name: 'JPEG with 5,000 entries of EXIF',
      bytes: behindHead(jpeg, exif(3, { entries: 5000, note: 'x'.repeat(4000) })),
      outcome: { ...BASE, quarters: TURNED[3] },
    },
    {
      name: 'JPEG whose EXIF points beyond its end',
      bytes: behindHead(jpeg, exif(6, { entries: 1 }).subarray(0, -6), Buffer.alloc(0)),
      outcome: 'PICTURE_BROKEN',
    },
    ...Object.entries(TURNED).map(([orientation, quarters]) => ({
      name: `JPEG turned by EXIF, ${orientation}`,
      bytes: behindHead(jpeg, exif(Number(orientation))),
      outcome: Number(orientation) < 5 ? { width: 640, height: 480, quarters } : { width: 480, height: 640, quarters },
    })),
  ];
}
