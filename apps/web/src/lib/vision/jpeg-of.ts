import { fitJpeg } from './fit-jpeg.ts';

/** A picture of the camera as a JPEG that fits into a frame, without any look at what it shows. Takes the bitmap over. */
export async function jpegOf(bitmap: ImageBitmap): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const blob = await fitJpeg((quality, scale) => {
      const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return canvas.convertToBlob({ type: 'image/jpeg', quality });
    });
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    bitmap.close();
  }
}
