/**
 * The bytes of a data URL whose form the contract's `dataUrlSchema` has checked. What kind of picture they are is for the decoder to find out.
 */
export function bytesOfDataUrl(url: string): Uint8Array {
  return new Uint8Array(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

/** A JPEG as a page can show it without another request. */
export const jpegDataUrl = (jpeg: Uint8Array): string => `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;
