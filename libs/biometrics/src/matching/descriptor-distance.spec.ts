import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptorDistance } from './descriptor-distance.js';
import { descriptors } from '../testing/arbitraries.js';

describe('descriptorDistance', () => {
  it('is a distance: zero for the same, symmetric, and no longer by a detour', () => {
    fc.assert(
      fc.property(descriptors, descriptors, descriptors, (a, b, c) => {
        expect(descriptorDistance(a, a)).toBe(0);
        expect(descriptorDistance(a, b)).toBe(descriptorDistance(b, a));
        expect(descriptorDistance(a, c)).toBeLessThanOrEqual(descriptorDistance(a, b) + descriptorDistance(b, c) + 1e-9);
      }),
    );
  });

  it('agrees with a sum written out', () => {
    const a = new Float32Array(128);
    const b = new Float32Array(128);
    b[3] = 3;
    b[100] = 4;
    expect(descriptorDistance(a, b)).toBe(5);
  });

  it.each([0, 127, 129])('throws for %i numbers on either side', (length) => {
    expect(() => descriptorDistance(new Float32Array(length), new Float32Array(128))).toThrow(RangeError);
    expect(() => descriptorDistance(new Float32Array(128), new Float32Array(length))).toThrow(RangeError);
  });

  it.each([NaN, Infinity, -Infinity])('throws for a descriptor with %d in it', (bad) => {
    const broken = new Float32Array(128).fill(0.1);
    broken[64] = bad;
    expect(() => descriptorDistance(broken, new Float32Array(128))).toThrow(/not finite/);
    expect(() => descriptorDistance(new Float32Array(128), broken)).toThrow(/not finite/);
  });
});
