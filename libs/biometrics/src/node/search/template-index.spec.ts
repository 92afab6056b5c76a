import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptorDistance } from '../../matching/index.js';
import { descriptors } from '../../testing/arbitraries.js';
import { createTemplateIndex } from './template-index.js';
import type { Neighbour } from './template-index.js';

/** The last bit of one number differs, which 32-bit sums do not show. */
function nudged(descriptor: Float32Array, at: number): Float32Array {
  const copy = descriptor.slice();
  const bits = new Uint32Array(copy.buffer);
  bits[at] = (bits[at] ?? 0) ^ 1;
  return copy;
}

function naive(people: ReadonlyMap<string, ArrayLike<number>>, probe: ArrayLike<number>, limit = 2): Neighbour[] {
  return [...people]
    .map(([id, template]) => ({ id, distance: descriptorDistance(template, probe) }))
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

/** Descriptors among which equal and nearly equal ones are common. */
const crowded = fc
  .tuple(fc.array(descriptors, { minLength: 1, maxLength: 4 }), fc.array(fc.tuple(fc.nat(3), fc.nat(127)), { maxLength: 12 }))
  .map(([originals, twins]) => [
    ...originals,
    ...twins.map(([which, at]) => nudged(originals[which % originals.length] ?? new Float32Array(128), at)),
    ...originals,
  ]);

describe('createTemplateIndex', () => {
  it('finds what a look at each template finds, in the same order, after whatever changes', () => {
    const change = fc.tuple(fc.nat(25), fc.nat(40), fc.boolean());
    fc.assert(
      fc.property(
        crowded,
        fc.array(change, { maxLength: 60 }),
        fc.nat(40),
        fc.integer({ min: 2, max: 8 }),
        (faces, changes, asked, limit) => {
          const face = (i: number) => faces[i % faces.length] ?? new Float32Array(128);
          const index = createTemplateIndex();
          const people = new Map<string, Float32Array>();
          for (const [who, which, remove] of changes) {
            const id = `person ${String(who)}`;
            if (remove) expect(index.remove(id)).toBe(people.delete(id));
            else {
              index.set(id, face(which));
              people.set(id, face(which));
            }
            expect(index.has(id)).toBe(!remove);
          }
          expect(index.size).toBe(people.size);
          expect(index.search(face(asked), { limit }).nearest).toEqual(naive(people, face(asked), limit));
        },
      ),
    );
  });

  it('stays exact when it grows, and when people leave', () => {
    let state = 7;
    const next = () => (state = (state * 48_271) % 0x7fffffff) / 0x7fffffff;
    const face = () => Float32Array.from({ length: 128 }, () => next() * 0.25);
    const index = createTemplateIndex();
    const people = new Map(Array.from({ length: 3000 }, (_, i) => [`p${String(i)}`, face()]));
    for (const [id, template] of people) index.set(id, template);
    for (let i = 0; i < 3000; i += 3) {
      index.remove(`p${String(i)}`);
      people.delete(`p${String(i)}`);
    }
    for (let i = 0; i < 20; i++) {
      const probe = face();
      expect(index.search(probe, { limit: 5 }).nearest).toEqual(naive(people, probe, 5));
    }
  });

  it('is exact with numbers as large and as small as 32 bits hold', () => {
    const far = (value: number) => new Float32Array(128).fill(value);
    const people = new Map([
      ['huge', far(3e38)],
      ['less', far(-3e38)],
      ['zero', far(0)],
      ['tiny', far(1e-40)],
    ]);
    const index = createTemplateIndex();
    for (const [id, template] of people) index.set(id, template);
    for (const probe of people.values()) expect(index.search(probe, { limit: 4 }).nearest).toEqual(naive(people, probe, 4));
  });

  it('names somebody who is near and alone, and nobody otherwise', () => {
    const axis = (at: number, length: number) => Float32Array.from({ length: 128 }, (_, i) => (i === at ? length : 0));
    const index = createTemplateIndex({ accept: 0.45, margin: 0.1 });
    expect(index.search(axis(0, 1))).toEqual({ nearest: [], verdict: 'unknown' });
    index.set('ann', axis(0, 1));
    expect(index.search(axis(0, 1.25))).toEqual({ nearest: [{ id: 'ann', distance: 0.25 }], verdict: 'match' });
    index.set('bob', axis(0, 1.5));
    expect(index.search(axis(0, 1.25)).verdict).toBe('ambiguous');
    index.set('bob', axis(1, 1.5));
    expect(index.search(axis(0, 1.25)).verdict).toBe('match');
    expect(index.search(axis(2, 1.25)).verdict).toBe('unknown');
  });

  it('keeps no hold on the numbers that it is given', () => {
    const face = new Float32Array(128).fill(0.1);
    const index = createTemplateIndex();
    index.set('ann', face);
    face.fill(9);
    expect(index.search(new Float32Array(128).fill(0.1)).nearest[0]?.distance).toBe(0);
  });

  it('refuses other numbers than descriptors, repeats none of them, and stays as it was', () => {
    const index = createTemplateIndex();
    const secret = new Float32Array(127).fill(0.123);
    const holed = Float32Array.from({ length: 128 }, (_, i) => (i === 50 ? NaN : 0.123));
    for (const act of [
      () => index.set('ann', secret),
      () => index.set('ann', holed),
      () => index.set('ann', new Array<number>(128).fill(1e300)),
      () => index.search(secret),
      () => index.search(holed),
    ]) {
      expect(act).toThrow(RangeError);
      expect(act).toThrow(/^(?!.*0\.12)A descriptor (has 128 numbers|holds a number)/);
    }
    expect(index.size).toBe(0);
    expect(() => index.search(new Float32Array(128), { limit: 1 })).toThrow(RangeError);
    expect(() => createTemplateIndex({ accept: NaN, margin: 0 })).toThrow(RangeError);
  });
});
