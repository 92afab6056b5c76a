import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptorDistance } from './descriptor-distance.js';
import { makeTemplate } from './make-template.js';
import { descriptors } from '../testing/arbitraries.js';

/** `count` descriptors around one, each `step` from it in a direction of its own. */
const around = (middle: Float32Array, count: number, step: number) =>
  Array.from({ length: count }, (_, i) => middle.map((n, axis) => (axis === i ? n + step : n)));

describe('makeTemplate', () => {
  it('is the mean of 3 to 5 that agree, near to each of them', () => {
    fc.assert(
      fc.property(descriptors, fc.integer({ min: 3, max: 5 }), (middle, count) => {
        const frames = around(middle, count, 0.2);
        const result = makeTemplate(frames);
        expect(result.reason).toBeNull();
        expect(result.spread).toBeCloseTo(0.2 * Math.SQRT2, 5);
        for (const frame of frames) expect(descriptorDistance(result.template ?? [], frame)).toBeLessThan(0.2);
      }),
    );
  });

  it('does not depend on the order of the frames', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 3, maxLength: 5 }), descriptors, (order, middle) => {
        const frames = around(middle, 5, 0.2);
        const chosen = order.flatMap((i) => frames[i] ?? []);
        const shuffled = makeTemplate(chosen);
        const sorted = makeTemplate(order.toSorted().flatMap((i) => frames[i] ?? []));
        expect(shuffled.spread).toBeCloseTo(sorted.spread, 6);
        expect(descriptorDistance(shuffled.template ?? [], sorted.template ?? [])).toBeLessThan(1e-6);
      }),
    );
  });

  it.each([
    [0, 'too_few'],
    [2, 'too_few'],
    [6, 'too_many'],
  ])('makes none from %i: %s', (count, reason) => {
    expect(makeTemplate(around(new Float32Array(128), count, 0.1))).toMatchObject({ template: null, reason });
  });

  it('makes none when one frame shows somebody else', () => {
    const frames = around(new Float32Array(128), 4, 0.1);
    const stranger = Float32Array.from({ length: 128 }, (_, i) => (i === 50 ? 0.7 : 0));
    const result = makeTemplate([...frames, stranger]);
    expect(result).toMatchObject({ template: null, reason: 'disagree' });
    expect(result.spread).toBeGreaterThan(0.6);
  });

  it('takes how far they may disagree from the policy', () => {
    const frames = around(new Float32Array(128), 3, 0.3);
    expect(makeTemplate(frames, 0.4).reason).toBe('disagree');
    expect(makeTemplate(frames, 0.45).reason).toBeNull();
  });

  it('throws for a descriptor that is not finite or too short, however few there are', () => {
    expect(() => makeTemplate([new Float32Array(128).fill(NaN)])).toThrow(RangeError);
    expect(() => makeTemplate([new Float32Array(127)])).toThrow(/127/);
  });
});
