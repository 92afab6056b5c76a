import { expect, it } from 'vitest';
import { sizeInWords } from './size-in-words.js';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 KB'],
  [1400, '1.4 KB'],
  [12_345, '12 KB'],
  [999_900, '1 MB'],
  [2_147_483_648, '2.1 GB'],
  [5e15, '5000 TB'],
])('says %d as %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});
