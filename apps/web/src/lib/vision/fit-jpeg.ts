import { MAX_FRAME_BYTES } from '@invigil/shared';

const QUALITIES = [0.8, 0.7, 0.6, 0.5, 0.4] as const;
const SCALES = [1, 0.75, 0.5] as const;

/**
 * The best JPEG that stays within the limit of a frame: first the quality gives way, then the size.
 * @param encode makes a JPEG at a quality (0 to 1) and a scale (0 to 1)
 * @throws Error when even the smallest is too large
 */
export async function fitJpeg(encode: (quality: number, scale: number) => Promise<Blob>, maxBytes = MAX_FRAME_BYTES): Promise<Blob> {
  for (const scale of SCALES) {
    for (const quality of QUALITIES) {
      const blob = await encode(quality, scale);
      if (blob.size <= maxBytes) return blob;
    }
  }
  throw new Error('This picture cannot be made small enough to send.');
}
