import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropPicture } from './crop-picture.js';
import { differenceHash } from './difference-hash.js';
import { halvePicture } from './halve-picture.js';
import { pictureExposure } from './picture-exposure.js';
import { painted } from '../testing/arbitraries.js';

const gradient = painted(64, 48, (x, y) => [x * 3, y * 4, x + y]);

describe('halvePicture', () => {
  it('takes the rounded mean of four pixels, and leaves an odd border out', () => {
    const picture = painted(3, 3, (x, y) => [x + 2 * y, 10 * (x + 2 * y), 255]);
    expect(halvePicture(picture)).toEqual({ width: 1, height: 1, data: Uint8Array.of(2, 15, 255) });
  });

  it('adds up the same four pixels for every size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 15 }), fc.integer({ min: 2, max: 15 }), fc.nat(255), (width, height, seed) => {
        const picture = painted(width, height, (x, y) => [(x * 53 + seed) % 256, (y * 31 + x) % 256, (x * y * 7 + seed) % 256]);
        const at = (x: number, y: number, c: number) => picture.data[(y * width + x) * 3 + c] ?? 0;
        const half = halvePicture(picture);
        half.data.forEach((byte, i) => {
          const [c, x, y] = [i % 3, 2 * (Math.floor(i / 3) % half.width), 2 * Math.floor(i / 3 / half.width)];
          expect(byte).toBe(Math.floor((at(x, y, c) + at(x + 1, y, c) + at(x, y + 1, c) + at(x + 1, y + 1, c) + 2) / 4));
        });
      }),
    );
  });

  it('keeps a plain colour', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), (colour) => {
        expect([...halvePicture(painted(6, 4, () => colour)).data.subarray(0, 3)]).toEqual(colour);
      }),
    );
  });
});

describe('cropPicture', () => {
  it('cuts out the pixels under the box, rounded down', () => {
    const crop = cropPicture(gradient, { x: 10.7, y: 5.2, width: 4.9, height: 3.5 });
    expect(crop).toMatchObject({ width: 4, height: 3 });
    expect([...(crop?.data.subarray(0, 3) ?? [])]).toEqual([30, 20, 15]);
  });

  it('stays inside of the picture for any box', () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(number, number, number, number, (x, y, width, height) => {
        const crop = cropPicture(gradient, { x, y, width, height });
        if (crop) expect(crop.data).toHaveLength(crop.width * crop.height * 3);
        else expect(width < 1 || height < 1 || x >= 63 || y >= 47 || x + width < 1 || y + height < 1).toBe(true);
      }),
    );
  });
});

describe('differenceHash', () => {
  const flip = (a: string, b: string) => (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length;

  it('is 16 hex digits that stay when the light changes', () => {
    const hash = differenceHash(gradient);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(differenceHash({ ...gradient, data: gradient.data.map((byte) => byte >> 1) })).toBe(hash);
  });

  it('compares the mean brightness of neighbouring cells', () => {
    fc.assert(
      fc.property(fc.integer({ min: 9, max: 40 }), fc.integer({ min: 8, max: 30 }), fc.nat(255), (width, height, seed) => {
        const picture = painted(width, height, (x, y) => [(x * x * 3 + seed * y) % 256, (y * 77 + x * seed) % 256, (x * y + seed) % 256]);
        const cell = (column: number, row: number) => {
          const levels: number[] = [];
          for (let y = Math.floor((row * height) / 8); y < Math.floor(((row + 1) * height) / 8); y++)
            for (let x = Math.floor((column * width) / 9); x < Math.floor(((column + 1) * width) / 9); x++)
              levels.push(...picture.data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3));
          return levels.reduce((sum, level) => sum + level, 0) / (levels.length / 3);
        };
        const bits = Array.from({ length: 64 }, (_, i) => (cell((i % 8) + 1, i >> 3) > cell(i % 8, i >> 3) ? '1' : '0')).join('');
        expect(differenceHash(picture)).toBe(BigInt(`0b${bits}`).toString(16).padStart(16, '0'));
      }),
    );
  });

  it('changes in every bit when the picture is mirrored', () => {
    const across = painted(90, 80, (x) => [x * 2, x * 2, x * 2]);
    const back = painted(90, 80, (x) => [180 - x * 2, 180 - x * 2, 180 - x * 2]);
    expect(flip(differenceHash(across), differenceHash(back))).toBe(64);
  });

  it('throws for a picture that is too small', () => {
    expect(() => differenceHash(painted(8, 8, () => [0, 0, 0]))).toThrow(RangeError);
  });
});

describe('pictureExposure', () => {
  it('measures brightness and contrast', () => {
    expect(pictureExposure(painted(40, 40, () => [100, 100, 100]))).toEqual({ brightness: 100, contrast: 0 });
    const halves = pictureExposure(painted(40, 40, (x) => (x < 20 ? [50, 50, 50] : [150, 150, 150])));
    expect(halves).toEqual({ brightness: 100, contrast: 100 });
  });

  it('sees nothing in the dark', () => {
    const dark = pictureExposure(painted(64, 48, (x, y) => [(x * y) % 7, (x + y) % 5, 3]));
    expect(dark.brightness).toBeLessThan(8);
    expect(dark.contrast).toBeLessThan(8);
  });

  it('throws for a picture without pixels', () => {
    expect(() => pictureExposure({ data: new Uint8Array(), width: 0, height: 0 })).toThrow(RangeError);
  });
});
