import { z } from 'zod';

export const MAX_FRAME_BYTES = 64 * 1024;
export const DESCRIPTOR_BYTES = 512;
// not z.instanceof, whose type would refuse what Node's Buffer and a worker's transfer are
const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'Send binary data.');

/** A live descriptor on the wire: 128 numbers as 512 bytes, Float32 little-endian. */
export const descriptorBytesSchema = bytesSchema
  .refine((bytes) => bytes.byteLength === DESCRIPTOR_BYTES, 'A descriptor has 512 bytes.')
  .refine((bytes) => readDescriptor(bytes).every(Number.isFinite), 'A descriptor holds finite numbers only.');
export const jpegSchema = bytesSchema.refine(
  (bytes) => bytes.byteLength > 0 && bytes.byteLength <= MAX_FRAME_BYTES,
  'A frame has at most 64 KB.',
);

/** 512 little-endian bytes → 128 numbers, whatever the alignment of the buffer. */
export function readDescriptor(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: Math.floor(bytes.byteLength / 4) }, (_, i) => view.getFloat32(i * 4, true));
}

/** 128 numbers → 512 little-endian bytes. */
export function writeDescriptor(descriptor: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(descriptor.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < descriptor.length; i++) view.setFloat32(i * 4, descriptor[i] as number, true);
  return bytes;
}

/** Why a face cannot be scored. Never a violation by itself. */
export const UNSCORABLE = ['no_face', 'pose', 'too_small', 'cut_off', 'dark', 'blurred', 'no_engine'] as const;
export type Unscorable = (typeof UNSCORABLE)[number];

/**
 * Why a page cannot take the picture that the server asked for: its camera gives no new one, its tab is in the background and slowed down by the browser,
 * its camera is off, or the computer did not come to it in time. The page's own word: noted, and proof of nothing.
 */
export const UNABLE = ['still', 'hidden', 'camera_off', 'busy'] as const;
export type Unable = (typeof UNABLE)[number];
