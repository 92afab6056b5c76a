import { exifOrientation } from './exif-orientation.js';
import { broken, Stretches } from './inspected-picture.js';
import type { InspectedPicture } from './inspected-picture.js';

const SIGNATURE_LENGTH = 8;
/** Length, name and checksum of a chunk. */
const OVERHEAD = 12;
/** A name of four letters as the number that its bytes are. */
const tag = (name: string) => Buffer.from(name).readUInt32BE(0);
const [IHDR, PLTE, TRNS, IDAT, IEND, EXIF] = [tag('IHDR'), tag('PLTE'), tag('tRNS'), tag('IDAT'), tag('IEND'), tag('eXIf')];
/** The first letter of a chunk that a decoder may not skip is upper case. */
const isCritical = (name: number) => (name & 0x20000000) === 0;
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** First column, first row, columns between, rows between, of the seven passes of an interlaced picture. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Head {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly interlaced: boolean;
  readonly cost: number;
}

function readHead(view: DataView, at: number, length: number): Head {
  const samples = SAMPLES[view.getUint8(at + 9)];
  if (length !== 13 || samples === undefined) throw broken();
  const depth = view.getUint8(at + 8);
  const interlaced = view.getUint8(at + 12) !== 0;
  const cost = depth > 8 || interlaced ? 4 : 1;
  return { width: view.getUint32(at), height: view.getUint32(at + 4), bits: samples * depth, interlaced, cost };
}

/** Bytes that the pixels unpack to: each row has one more, for its filter. */
function unpackedBytes({ width, height, bits, interlaced }: Head): number {
  const rows = (columns: number, count: number) => (columns === 0 ? 0 : count * (1 + Math.ceil((columns * bits) / 8)));
  if (!interlaced) return rows(width, height);
  return PASSES.reduce((sum, [x, y, dx, dy]) => sum + rows(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)), 0);
}

/**
 * Walks over the chunks of a PNG: size and kind, and only the chunks that its pixels need. Compressed texts and profiles never reach a decoder.
 * @throws PictureError where the walk fails or the end is missing.
 */
export function inspectPng(bytes: Uint8Array): InspectedPicture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = new Stretches();
  const packed = new Stretches();
  kept.add(0, SIGNATURE_LENGTH);
  let head: Head | null = null;
  let orientation: number | null = null;
  for (let at = SIGNATURE_LENGTH; at + OVERHEAD <= bytes.length;) {
    const name = view.getUint32(at + 4);
    const data = at + 8;
    const end = at + OVERHEAD + view.getUint32(at);
    if (end > bytes.length || (name === IHDR) !== (head === null)) throw broken();
    if (name === IHDR) head = readHead(view, data, end - 4 - data);
    if (name === IDAT) packed.add(data, end - 4);
    if (name === EXIF) orientation ??= exifOrientation(bytes.subarray(data, end - 4));
    if (name === IHDR || name === PLTE || name === TRNS || name === IDAT || name === IEND) kept.add(at, end);
    else if (isCritical(name)) throw broken();
    if (name === IEND && head) {
      const { width, height, cost } = head;
      const pixels = { bytes: packed.of(bytes), unpacks: unpackedBytes(head) };
      return { width, height, cost, orientation: orientation ?? 1, essence: kept.of(bytes), packed: pixels };
    }
    at = end;
  }
  throw broken();
}
