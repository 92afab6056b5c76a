import { UNSCORABLE } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NewEntry, packEntry, unpackEntry } from './pack-entry.ts';

const at = fc.nat();
const claim = fc.record({
  faces: fc.nat(50),
  unscorable: fc.option(fc.constantFrom(...UNSCORABLE)),
  descriptor: fc.option(fc.uint8Array({ minLength: 512, maxLength: 512 })),
});
const anyEntry: fc.Arbitrary<NewEntry> = fc.oneof(
  fc.record({ type: fc.constant('sample' as const), at, claim }),
  fc.record({ type: fc.constant('frame' as const), at, claim, jpeg: fc.uint8Array({ minLength: 1, maxLength: 3000 }) }),
  fc.record({ type: fc.constant('event' as const), at, event: fc.constant('hidden' as const), detail: fc.string() }),
  fc.record({
    type: fc.constant('answer' as const),
    at,
    questionId: fc.uuid(),
    value: fc.oneof(fc.string({ unit: 'binary' }), fc.nat(19), fc.constant(null)),
  }),
  fc.record({ type: fc.constant('message' as const), at, text: fc.string({ minLength: 1 }) }),
);

describe('packEntry', () => {
  it('brings every entry back as it was', () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        expect(unpackEntry(packEntry(entry))).toEqual(entry);
      }),
    );
  });

  it('can be read from the middle of a larger buffer', () => {
    const entry: NewEntry = {
      type: 'frame',
      at: 5,
      claim: { faces: 1, unscorable: null, descriptor: new Uint8Array(512).fill(7) },
      jpeg: Uint8Array.of(1, 2, 3),
    };
    const packed = packEntry(entry);
    const larger = new Uint8Array(packed.byteLength + 9);
    larger.set(packed, 9);
    expect(unpackEntry(larger.subarray(9))).toEqual(entry);
  });
});
