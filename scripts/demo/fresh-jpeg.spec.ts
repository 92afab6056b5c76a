import { decodePicture } from '@invigil/biometrics/node';
import { facePhoto } from '@invigil/biometrics/samples';
import { describe, expect, it } from 'vitest';
import { freshJpeg } from './fresh-jpeg.js';

describe('freshJpeg', () => {
  it('gives the same picture as other bytes each time', async () => {
    const jpeg = await facePhoto('student');
    const [one, other] = [freshJpeg(jpeg), freshJpeg(jpeg)];
    expect(one).not.toEqual(other);
    expect(await decodePicture(one)).toEqual(await decodePicture(jpeg));
  });
});
