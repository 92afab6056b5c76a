import { exifOrientation } from './exif-orientation.js';
import { broken, Stretches, unusual } from './inspected-picture.js';
import type { InspectedPicture } from './inspected-picture.js';

const RIFF_HEAD = 12;
const ANIMATED = 0x02;
const ALPHA = 0x10;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size in the head of a lossy frame: after a tag of 3 bytes and the start code. */
function lossySize(view: DataView): Size {
  if (view.byteLength < 10 || view.getUint16(3) !== 0x9d01 || view.getUint8(5) !== 0x2a) throw broken();
  return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
}

/** Size in the head of a lossless frame: two numbers of 14 bits, each less one, after the signature. */
function losslessSize(view: DataView): Size {
  if (view.byteLength < 5 || view.getUint8(0) !== 0x2f) throw broken();
  const bits = view.getUint32(1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

const canvasSize = (view: DataView): Size => ({
  width: (view.getUint32(4, true) & 0xffffff) + 1,
  height: (view.getUint16(7, true) | (view.getUint8(9) << 16)) + 1,
});

/** `RIFF`, its length, `WEBP`; and where there is transparency the chunk that announces it and nothing else. */
function headOf(body: Uint8Array, canvas: Uint8Array | null): Uint8Array {
  const announced = canvas ? Buffer.from(canvas) : Buffer.alloc(0);
  if (canvas) announced.writeUInt32LE(ALPHA, 8);
  const riff = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  riff.writeUInt32LE(4 + announced.length + body.length, 4);
  return Buffer.concat([riff, announced]);
}

/**
 * Walks over the chunks of a WebP: size, and only the chunks that its pixels need.
 * @throws PictureError where the walk fails, for animations, and where canvas and frame differ in size.
 */
export function inspectWebp(bytes: Uint8Array): InspectedPicture {
  const whole = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stop = whole.getUint32(4, true) + 8;
  if (stop > bytes.length) throw broken();
  const kept = new Stretches();
  let canvas: { readonly size: Size; readonly chunk: Uint8Array } | null = null;
  let frame: Size | null = null;
  let hasAlpha = false;
  let orientation: number | null = null;
  for (let at = RIFF_HEAD; at + 8 <= stop;) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = whole.getUint32(at + 4, true);
    const end = at + 8 + length + (length & 1);
    if (at + 8 + length > stop) throw broken();
    const view = new DataView(bytes.buffer, bytes.byteOffset + at + 8, length);
    if (name === 'VP8X') {
      if (canvas !== null || frame !== null || length !== 10) throw broken();
      if ((view.getUint8(0) & ANIMATED) !== 0) throw unusual('an animation');
      canvas = { size: canvasSize(view), chunk: bytes.subarray(at, end) };
    } else if (name === 'VP8 ' || name === 'VP8L') {
      if (frame !== null) throw broken();
      frame = name === 'VP8 ' ? lossySize(view) : losslessSize(view);
      kept.add(at, Math.min(end, stop));
    } else if (name === 'ALPH' && canvas !== null && frame === null && !hasAlpha) {
      hasAlpha = true;
      kept.add(at, end);
    } else if (name === 'EXIF') {
      const prefixed = bytes[at + 8] === 0x45;
      orientation ??= exifOrientation(bytes.subarray(at + 8 + (prefixed ? 6 : 0), at + 8 + length));
    }
    at = end;
  }
  if (frame === null) throw broken();
  if (canvas && (canvas.size.width !== frame.width || canvas.size.height !== frame.height)) throw broken();
  const body = kept.of(bytes);
  const essence = Buffer.concat([headOf(body, hasAlpha && canvas ? canvas.chunk : null), body]);
  return { ...frame, orientation: orientation ?? 1, cost: 4, essence };
}
