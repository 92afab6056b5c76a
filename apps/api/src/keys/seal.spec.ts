import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyService } from './key.service.js';
import { seal, unseal } from './seal.js';

const key = randomBytes(32);

describe('seal', () => {
  it('opens to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string(), (plain, bound) => {
        expect(Buffer.from(unseal(key, seal(key, plain, bound), bound)).equals(Buffer.from(plain))).toBe(true);
      }),
    );
  });

  it('does not open when any byte was changed', () => {
    const sealed = seal(key, Buffer.from('a template'), 'person 1');
    fc.assert(
      fc.property(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const forged = Buffer.from(sealed);
        forged.writeUInt8(forged.readUInt8(place) ^ change, place);
        expect(() => unseal(key, forged, 'person 1')).toThrow();
      }),
    );
  });

  it('does not open for another person or with another key', () => {
    const sealed = seal(key, Buffer.from('a template'), 'person 1');
    expect(() => unseal(key, sealed, 'person 2')).toThrow();
    expect(() => unseal(randomBytes(32), sealed, 'person 1')).toThrow();
  });

  it('does not accept a shortened tag', () => {
    const sealed = seal(key, Buffer.alloc(0), 'x');
    expect(() => unseal(key, sealed.subarray(0, 16), 'x')).toThrow();
  });

  it('never repeats itself', () => {
    expect(seal(key, Buffer.from('same'), 'x').equals(seal(key, Buffer.from('same'), 'x'))).toBe(false);
  });
});

describe('KeyService', () => {
  const keys = new KeyService({ current: key, next: null }, 'secret');

  it('wraps a data key for one person and purpose', () => {
    const dataKey = keys.newDataKey();
    const wrapped = keys.wrap(dataKey, 'person 1:template');
    expect(wrapped.includes(dataKey)).toBe(false);
    expect(keys.unwrap(wrapped, 'person 1:template')).toEqual(dataKey);
    expect(() => keys.unwrap(wrapped, 'person 1:evidence')).toThrow();
  });

  it('does not show the master key when it is printed', () => {
    expect(JSON.stringify(keys)).not.toContain(key.toString('base64'));
    expect(Object.values(keys)).not.toContain(key);
  });
});
