/**
 * `PICTURE_EMPTY`: no bytes; `PICTURE_TOO_LARGE`: more bytes than the limit; `PICTURE_TYPE`: not JPEG, PNG or WebP, or a kind of these that is not read (CMYK, arithmetic, animated …);
 * `PICTURE_DIMENSIONS`: too many pixels or too few; `PICTURE_BROKEN`: damaged, cut off, or not what its header says.
 */
export type PictureErrorCode = 'PICTURE_EMPTY' | 'PICTURE_TOO_LARGE' | 'PICTURE_TYPE' | 'PICTURE_DIMENSIONS' | 'PICTURE_BROKEN';

/** A picture that cannot be used. The message may be shown to whoever sent it. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly code: PictureErrorCode;

  constructor(code: PictureErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
