import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storableText } from './storable-text.js';

describe('storableText', () => {
  it('drops NUL and replaces half characters', () => {
    expect(storableText('a\0b')).toBe('ab');
    expect(storableText('a\ud800b\udc00')).toBe('a\ufffdb\ufffd');
    expect(storableText('naïve 😀 \n')).toBe('naïve 😀 \n');
  });

  it('always gives well-formed text, and leaves such text alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const stored = storableText(text);
        expect(Buffer.from(stored, 'utf8').toString('utf8')).toBe(stored);
        expect(stored).not.toContain('\0');
        expect(storableText(stored)).toBe(stored);
      }),
    );
  });
});
