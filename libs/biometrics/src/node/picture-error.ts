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
