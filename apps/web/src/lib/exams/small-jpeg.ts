import { ApiError } from '../api-error.ts';

const LONGEST = 960;

/**
 * A picture file as a JPEG data URL that is small enough to send.
 * @throws ApiError that says what to choose instead
 */
export async function smallJpeg(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new ApiError('BAD_PICTURE', 'This file is no picture that can be read; choose a JPEG, PNG or WebP.', 0);
  });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.toDataURL('image/jpeg', 0.88);
}
