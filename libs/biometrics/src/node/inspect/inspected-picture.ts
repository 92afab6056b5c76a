import { PictureError } from '../picture-error.js';

/** What the headers of a picture say, read without decoding it. */
export interface InspectedPicture {
  /** In pixels, before it is turned upright. */
  readonly width: number;
  readonly height: number;
  /** EXIF's 1 to 8; 1 is upright. */
  readonly orientation: number;
  /** What decoding a pixel costs, in ordinary JPEG's pixels: 1 or 4. */
  readonly cost: number;
  /** For PNG: its pixels as they are packed, and how many bytes they have to unpack to. */
  readonly packed?: { readonly bytes: Uint8Array; readonly unpacks: number };
  /** The picture without metadata, profiles, further pictures and whatever is appended: only what its pixels need. */
  readonly essence: Uint8Array;
}

export const broken = (): PictureError =>
  new PictureError('PICTURE_BROKEN', 'The picture is damaged and could not be read; take it again.');

export const unusual = (what: string): PictureError =>
  new PictureError('PICTURE_TYPE', `This is ${what}, which is not read here; save it as an ordinary JPEG or PNG and send that.`);

/** Stretches of one array, in order. Neighbours are joined, so that many small pieces cost no more than one. */
export class Stretches {
  private readonly ranges: [from: number, to: number][] = [];

  add(from: number, to: number): void {
    const last = this.ranges.at(-1);
    if (last?.[1] === from) last[1] = to;
    else this.ranges.push([from, to]);
  }

  of(bytes: Uint8Array, head: Uint8Array = new Uint8Array()): Uint8Array {
    return Buffer.concat([head, ...this.ranges.map(([from, to]) => bytes.subarray(from, to))]);
  }
}
