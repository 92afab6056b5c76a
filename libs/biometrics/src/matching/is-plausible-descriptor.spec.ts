import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlausibleDescriptor } from './is-plausible-descriptor.js';
import { descriptors } from '../testing/arbitraries.js';

describe('isPlausibleDescriptor', () => {
  it('takes what has the length of real ones', () => {
    fc.assert(fc.property(descriptors, (descriptor) => isPlausibleDescriptor(descriptor)));
  });

  it('refuses the same numbers much shorter or longer', () => {
    fc.assert(
      fc.property(
        descriptors,
        fc.constantFrom(0, 0.1, 0.5, 1.5, 100),
        (descriptor, factor) => !isPlausibleDescriptor(descriptor.map((n) => n * factor)),
      ),
    );
  });

  it.each([[[]], [new Array<number>(127).fill(0.13)], [new Array<number>(129).fill(0.13)]])(
    'refuses another count of numbers',
    (numbers) => {
      expect(isPlausibleDescriptor(numbers)).toBe(false);
    },
  );

  it.each([NaN, Infinity])('refuses %d among the numbers', (bad) => {
    const numbers = new Array<number>(128).fill(0.128);
    expect(isPlausibleDescriptor(numbers)).toBe(true);
    numbers[5] = bad;
    expect(isPlausibleDescriptor(numbers)).toBe(false);
  });
});
