import type { HostilePicture } from './hostile-picture.js';
import { noise } from './noise.js';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="640" height="480">';
const BOMB = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY a${String(i + 1)} "${`&a${String(i)};`.repeat(10)}">`,
).join('')}]>${SVG}<text>&a9;</text></svg>`;

const box = (brand: string) => Buffer.concat([Buffer.from('00000018', 'hex'), Buffer.from(`ftyp${brand}\0\0\0\0mif1${brand}`, 'latin1')]);
const hex = (digits: string) => Buffer.from(digits, 'hex');

/** Files of other formats, or of none. */
export const HOSTILE_STRANGERS: readonly HostilePicture[] = [
  { name: 'nothing', bytes: Buffer.alloc(0), outcome: 'PICTURE_EMPTY' },
  { name: 'one byte', bytes: hex('ff'), outcome: 'PICTURE_TYPE' },
  { name: 'text', bytes: Buffer.from('hello, this is not a picture at all'), outcome: 'PICTURE_TYPE' },
  { name: 'random bytes', bytes: noise(4096), outcome: 'PICTURE_TYPE' },
  { name: 'SVG', bytes: Buffer.from(`${SVG}<rect width="9" height="9"/></svg>`), outcome: 'PICTURE_TYPE' },
  { name: 'SVG with a bomb of entities', bytes: Buffer.from(BOMB), outcome: 'PICTURE_TYPE' },
  { name: 'SVG that links a file', bytes: Buffer.from(`${SVG}<image xlink:href="file:///etc/passwd"/></svg>`), outcome: 'PICTURE_TYPE' },
  {
    name: 'SVG behind the signature of a JPEG',
    bytes: Buffer.concat([hex('ffd8ff'), Buffer.from(`${SVG}</svg>`)]),
    outcome: 'PICTURE_BROKEN',
  },
  {
    name: 'GIF',
    bytes: hex('47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b'),
    outcome: 'PICTURE_TYPE',
  },
  {
    name: 'BMP',
    bytes: Buffer.concat([hex('424d4600000000000000360000002800000002000000020000000100180000000000'), Buffer.alloc(32)]),
    outcome: 'PICTURE_TYPE',
  },
  { name: 'TIFF', bytes: hex('49492a000800000001000001030001000000400000000000'), outcome: 'PICTURE_TYPE' },
  { name: 'ICO', bytes: hex('00000100010010100000010020006804000016000000'), outcome: 'PICTURE_TYPE' },
  { name: 'PDF', bytes: Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n'), outcome: 'PICTURE_TYPE' },
  { name: 'HEIC', bytes: box('heic'), outcome: 'PICTURE_TYPE' },
  { name: 'AVIF', bytes: box('avif'), outcome: 'PICTURE_TYPE' },
  { name: 'JPEG XL', bytes: hex('0000000c4a584c200d0a870a'), outcome: 'PICTURE_TYPE' },
  { name: 'ZIP', bytes: Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(40)]), outcome: 'PICTURE_TYPE' },
  { name: 'web page', bytes: Buffer.from('<!doctype html><script>alert(1)</script>'), outcome: 'PICTURE_TYPE' },
];
