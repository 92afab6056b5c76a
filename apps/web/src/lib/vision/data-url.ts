/** A JPEG as a data URL, for calls that take pictures as text. */
export function jpegDataUrl(jpeg: Uint8Array): string {
  let text = '';
  for (let i = 0; i < jpeg.length; i += 8192) text += String.fromCharCode(...jpeg.subarray(i, i + 8192));
  return `data:image/jpeg;base64,${btoa(text)}`;
}
