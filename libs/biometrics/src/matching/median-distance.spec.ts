import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptorDistance } from './descriptor-distance.js';
import { medianDistance } from './median-distance.js';
import { descriptors } from '../testing/arbitraries.js';

const at = (distance: number) => Float32Array.from({ length: 128 }, (_, i) => (i === 0 ? distance : 0));
const origin = at(0);

describe('medianDistance', () => {
  it('is the middle one of five, whatever the outliers', () => {
    expect(medianDistance(origin, [0.3, 1.4, 0.4, 0.1, 1.2].map(at))).toBeCloseTo(0.4);
  });

  it('is the mean of the middle two of four', () => {
    expect(medianDistance(origin, [0.2, 0.9, 0.4, 0.1].map(at))).toBeCloseTo(0.3);
  });

  it('does not depend on the order and lies among the distances', () => {
    fc.assert(
      fc.property(descriptors, fc.array(descriptors, { minLength: 1, maxLength: 5 }), (template, probes) => {
        const median = medianDistance(template, probes);
        const distances = probes.map((probe) => descriptorDistance(template, probe));
        expect(median).toBe(medianDistance(template, probes.toReversed()));
        expect(median).toBeGreaterThanOrEqual(Math.min(...distances));
        expect(median).toBeLessThanOrEqual(Math.max(...distances));
      }),
    );
  });

  it('throws without probes', () => {
    expect(() => medianDistance(origin, [])).toThrow(RangeError);
  });
});
