import { MAX_FRAME_BYTES } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { fitJpeg } from './fit-jpeg.ts';

/** A picture whose JPEG has `bytes` at full quality and size. */
const picture = (bytes: number) => {
  const tried: string[] = [];
  const encode = (quality: number, scale: number) => {
    tried.push(`${quality} ${scale}`);
    return Promise.resolve(new Blob([new Uint8Array(Math.round(bytes * quality * scale * scale))]));
  };
  return { tried, encode };
};

describe('fitJpeg', () => {
  it('takes the first quality when it fits', async () => {
    const { tried, encode } = picture(60_000);
    expect((await fitJpeg(encode)).size).toBe(48_000);
    expect(tried).toEqual(['0.8 1']);
  });

  it('lets the quality give way before the size', async () => {
    const { tried, encode } = picture(200_000);
    expect((await fitJpeg(encode)).size).toBeLessThanOrEqual(MAX_FRAME_BYTES);
    expect(tried.slice(0, 5).every((each) => each.endsWith(' 1'))).toBe(true);
    expect(tried.at(-1)).toBe('0.5 0.75');
  });

  it('says so when nothing fits', async () => {
    await expect(fitJpeg(picture(10_000_000).encode)).rejects.toThrow('small enough');
  });
});
