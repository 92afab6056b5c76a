import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptors } from '../../testing/arbitraries.js';
import { descriptorDistance } from '../../matching/index.js';
import { simdKernel } from './simd-kernel.js';

describe('simdKernel', () => {
  it('gives squared distances within a millionth, wherever things lie, and writes nothing else', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const kernel = simdKernel(memory);
    fc.assert(
      fc.property(fc.array(descriptors, { minLength: 1, maxLength: 9 }), descriptors, fc.nat(20), (templates, probe, gap) => {
        const numbers = new Float32Array(memory.buffer).fill(-7);
        const probeAt = gap;
        const templatesAt = probeAt + 128 + gap;
        const outAt = templatesAt + templates.length * 128 + gap;
        numbers.set(probe, probeAt);
        templates.forEach((template, i) => numbers.set(template, templatesAt + i * 128));
        const before = numbers.slice();
        kernel(templates.length, templatesAt * 4, probeAt * 4, outAt * 4);
        templates.forEach((template, i) => {
          const right = descriptorDistance(template, probe) ** 2;
          expect(Math.abs((numbers[outAt + i] ?? NaN) - right)).toBeLessThanOrEqual(right * 1e-6);
        });
        numbers.fill(-7, outAt, outAt + templates.length);
        expect(numbers).toEqual(before);
      }),
    );
  });
});
