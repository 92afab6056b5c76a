import { describe, expect, it } from 'vitest';
import { facePhoto } from '../samples/index.js';
import { decodePicture } from './decode-picture.js';
import { releasePicture } from './release-picture.js';

describe('releasePicture', () => {
  it('leaves no byte of a decoded picture, and may be called twice', async () => {
    const picture = await decodePicture(await facePhoto({ person: 0 }));
    expect(picture.data.length).toBe(picture.width * picture.height * 3);
    releasePicture(picture);
    expect(picture.data.length).toBe(0);
    expect(picture.data.buffer.byteLength).toBe(0);
    expect(() => releasePicture(picture)).not.toThrow();
  });

  it('does not touch memory that holds something else as well', () => {
    const chunk = new Uint8Array(60).fill(7);
    releasePicture({ data: chunk.subarray(12, 60), width: 4, height: 4 });
    expect(chunk).toEqual(new Uint8Array(60).fill(7));
  });
});
