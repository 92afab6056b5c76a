import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthwiseFilter, reorderFilter, samePadding } from './layers.mjs';

const side = fc.integer({ min: 1, max: 4 });

describe('reorderFilter', () => {
  it('puts each number where ONNX looks for it, scaled by its output', () => {
    fc.assert(
      fc.property(side, side, side, side, (height, width, inputs, outputs) => {
        const data = Float32Array.from({ length: height * width * inputs * outputs }, (_, i) => i);
        const scale = Float64Array.from({ length: outputs }, (_, o) => o + 1);
        const reordered = reorderFilter({ shape: [height, width, inputs, outputs], data }, scale);
        expect(reordered.shape).toEqual([outputs, inputs, height, width]);
        for (let i = 0; i < data.length; i++) {
          const [o, input, place] = [i % outputs, Math.floor(i / outputs) % inputs, Math.floor(i / outputs / inputs)];
          expect(reordered.data[(o * inputs + input) * height * width + place]).toBe(i * (o + 1));
        }
      }),
    );
  });

  it('makes a depthwise filter one that takes one input for each output', () => {
    const filter = depthwiseFilter({ shape: [1, 2, 3, 1], data: Float32Array.of(1, 2, 3, 4, 5, 6) });
    expect(filter).toEqual({ shape: [3, 1, 1, 2], data: Float32Array.of(1, 4, 2, 5, 3, 6) });
  });
});

describe('samePadding', () => {
  it('makes a side as long as tfjs makes it, with the larger half behind', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 2 }), (size, kernel, stride) => {
        const [before = NaN, after = NaN] = samePadding(size, kernel, stride);
        expect(Math.floor((size + before + after - kernel) / stride) + 1).toBeGreaterThanOrEqual(Math.ceil(size / stride));
        expect(after - before === 0 || after - before === 1).toBe(true);
      }),
    );
    expect(samePadding(512, 3, 2)).toEqual([0, 1]);
    expect(samePadding(7, 3, 1)).toEqual([1, 1]);
  });
});
