import type { Picture } from '../types.js';
import { sharp } from './safe-sharp.js';

/**
 * A decoded picture as JPEG, the form in which pictures are kept. Whatever else the original file held (metadata, appended data) is gone.
 * @param options `width` scales down to that many pixels, keeping the proportions, and never up; `quality` is 1 to 100, 85 when it is left out; `quick` takes two thirds of the time, for a picture that is
 * softer when scaled, and a file that is a few hundredths larger.
 * @throws Error when the data do not fit width and height, or an option is out of range.
 */
export async function encodePicture(
  picture: Picture,
  options: { readonly width?: number; readonly quality?: number; readonly quick?: boolean } = {},
): Promise<Uint8Array> {
  const raw = { width: picture.width, height: picture.height, channels: 3 } as const;
  const whole = sharp(picture.data, { raw });
  const { width, quality = 85, quick = false } = options;
  const kernel = quick ? 'linear' : 'lanczos3';
  const scaled = width === undefined ? whole : whole.resize({ width, kernel, withoutEnlargement: true });
  const jpeg = await scaled.jpeg({ quality, optimiseCoding: !quick }).toBuffer();
  // sharp's buffer may be a window on a larger one: a copy can be handed to another thread
  return Uint8Array.from(jpeg);
}
