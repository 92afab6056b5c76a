import type { Picture } from '../types.js';

/** Pixels of what a camera gives, without alpha. An ImageBitmap is drawn once, at its own size; it stays open. */
export function readPixels(image: ImageData | ImageBitmap): Picture {
  const { width, height } = image;
  const rgba = image instanceof ImageData ? image.data : drawn(image).data;
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    data[to] = rgba[from] ?? 0;
    data[to + 1] = rgba[from + 1] ?? 0;
    data[to + 2] = rgba[from + 2] ?? 0;
  }
  return { data, width, height };
}

function drawn(bitmap: ImageBitmap): ImageData {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no canvas to a worker; use a current Chrome, Edge, Firefox or Safari.');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}
