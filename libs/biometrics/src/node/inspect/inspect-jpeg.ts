import { exifOrientation } from './exif-orientation.js';
import { broken, Stretches, unusual } from './inspected-picture.js';
import type { InspectedPicture } from './inspected-picture.js';

const M = {
  SOI: 0xd8,
  EOI: 0xd9,
  SOS: 0xda,
  DQT: 0xdb,
  DHT: 0xc4,
  DRI: 0xdd,
  APP0: 0xe0,
  EXIF: 0xe1,
  ADOBE: 0xee,
  APP15: 0xef,
  COM: 0xfe,
} as const;
const BASELINE = [0xc0, 0xc1];
const PROGRESSIVE = 0xc2;
/** Encoders write up to about twenty passes; each further one of a few bytes makes the decoder walk over all blocks again. */
const MAX_SCANS = 32;

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== M.DHT;
const text = (bytes: Uint8Array, at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));

/** Where the coded pixels of a scan end: at the next marker that is none of theirs. */
function endOfScan(bytes: Uint8Array, start: number): number {
  // the library's search, since it reads every byte of every frame
  for (let at = bytes.indexOf(0xff, start); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7);
    if (!isData && next !== 0xff) return at;
  }
  throw broken();
}

function readFrame(bytes: Uint8Array, at: number, length: number, marker: number): { width: number; height: number } {
  if (!BASELINE.includes(marker) && marker !== PROGRESSIVE) throw unusual('a JPEG of a rare kind (lossless, hierarchical or arithmetic)');
  if (length < 8) throw broken();
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, length - 2);
  const components = view.getUint8(5);
  if (view.getUint8(0) !== 8) throw unusual('a JPEG with more than 8 bits a colour');
  if (components === 4) throw unusual('a JPEG in printing colours (CMYK)');
  if (components !== 1 && components !== 3) throw broken();
  return { height: view.getUint16(1), width: view.getUint16(3) };
}

/**
 * Walks over the segments of a JPEG: size, kind and orientation, and only the segments that its pixels need.
 * @throws PictureError where the walk fails, a scan has no end, or the kind is not read here.
 */
export function inspectJpeg(bytes: Uint8Array): InspectedPicture {
  const kept = new Stretches();
  kept.add(0, 2);
  let frame: { width: number; height: number } | null = null;
  let orientation: number | null = null;
  let scans = 0;
  for (let at = 2; at + 4 <= bytes.length || bytes[at + 1] === M.EOI;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) throw broken();
    if (marker === 0xff) {
      // any number of these may stand before a marker
      at++;
      continue;
    }
    if (marker === M.EOI) {
      if (frame === null || scans === 0) throw broken();
      kept.add(at, at + 2);
      return { ...frame, orientation: orientation ?? 1, cost: 1, essence: kept.of(bytes) };
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw broken();
    if (isFrame(marker)) {
      if (frame !== null) throw broken();
      frame = readFrame(bytes, at + 4, length, marker);
    } else if (marker === M.SOS) {
      if (frame === null) throw broken();
      if (++scans > MAX_SCANS) throw unusual('a JPEG that is built up in more passes than cameras write');
      end = endOfScan(bytes, end);
    } else if (marker === M.EXIF && text(bytes, at + 4, 6) === 'Exif\0\0') {
      orientation ??= exifOrientation(bytes.subarray(at + 10, end));
    }
    const saysColours =
      (marker === M.APP0 && text(bytes, at + 4, 5) === 'JFIF\0') || (marker === M.ADOBE && text(bytes, at + 4, 5) === 'Adobe');
    const isTable = marker === M.DQT || marker === M.DHT || marker === M.DRI;
    const isMetadata = (marker >= M.APP0 && marker <= M.APP15) || marker === M.COM;
    if (isFrame(marker) || marker === M.SOS || isTable || saysColours) kept.add(at, end);
    else if (!isMetadata) throw broken();
    at = end;
  }
  throw broken();
}
