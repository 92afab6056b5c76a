import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipBox } from './clip-box.js';

describe('clipBox', () => {
  it('gives whole pixels inside the frame and the box, or nothing', () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(number, number, number, number, (x, y, width, height) => {
        const part = clipBox({ x, y, width, height }, { width: 64, height: 48 });
        if (!part) return;
        expect(Object.values(part).every(Number.isInteger)).toBe(true);
        expect(part.width > 0 && part.height > 0 && part.x >= 0 && part.y >= 0).toBe(true);
        expect(part.x + part.width <= 64 && part.y + part.height <= 48).toBe(true);
        expect(part.x + part.width <= x + width && part.y + part.height <= y + height).toBe(true);
      }),
    );
  });

  it('says so when the box is beyond the frame', () => {
    expect(clipBox({ x: 70, y: 0, width: 10, height: 10 }, { width: 64, height: 48 })).toBeNull();
  });
});
