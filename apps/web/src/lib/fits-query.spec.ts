import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsQuery } from './fits-query.ts';

const letter = fc.constantFrom('a', 'B', 'É', 'ü', 'ß', '王', 'ع', ' ', '-', '@');

describe('fitsQuery', () => {
  it('finds words in any order, case and accent', () => {
    expect(fitsQuery('jose', 'José Álvarez', 'ja@example.org')).toBe(true);
    expect(fitsQuery(' alvarez JO ', 'José Álvarez')).toBe(true);
    expect(fitsQuery('example', 'José Álvarez', 'ja@example.org')).toBe(true);
    expect(fitsQuery('王', '王小明', null)).toBe(true);
    expect(fitsQuery('mia', 'José Álvarez')).toBe(false);
  });

  it('lets everything through while nothing is asked', () => {
    fc.assert(fc.property(fc.string(), fc.stringMatching(/^\s*$/), (text, query) => fitsQuery(query, text)));
  });

  it('finds each text by any part of it', () => {
    fc.assert(
      fc.property(fc.array(letter), fc.nat(), fc.nat(), (letters, from, length) => {
        const part = letters.slice(from % (letters.length + 1)).slice(0, length);
        return fitsQuery(part.join(''), letters.join(''));
      }),
    );
  });
});
