import { fitJpeg } from '#lib/vision/fit-jpeg.ts';

/** Longest side in pixels: a face that fills a tenth of it is still large enough to be measured. */
const LONGEST = 1600;
const MOST_BYTES = 500_000;

/**
 * A photo as a JPEG that the server takes, upright and without what cameras write beside the picture (place, time, device).
 * @throws when the browser cannot read the file as a picture
 */
export async function shrinkPhoto(file: Blob): Promise<Uint8Array> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const fit = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    const jpeg = await fitJpeg((quality, scale) => {
      const side = (length: number): number => Math.max(1, Math.round(length * fit * scale));
      const canvas = new OffscreenCanvas(side(bitmap.width), side(bitmap.height));
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return canvas.convertToBlob({ type: 'image/jpeg', quality: Math.min(0.92, quality + 0.12) });
    }, MOST_BYTES);
    return new Uint8Array(await jpeg.arrayBuffer());
  } finally {
    bitmap.close();
  }
}
