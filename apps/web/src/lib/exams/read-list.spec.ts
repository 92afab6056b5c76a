import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readList } from './read-list.ts';

const file = (...parts: (number[] | string)[]) => new Blob(parts.map((part) => (typeof part === 'string' ? part : new Uint8Array(part))));
const utf16 = (text: string) => Array.from(Buffer.from(text, 'utf16le'));

describe('readList', () => {
  it('gives back whatever was written in UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-zÀ-ž王ع,;@.\t\n ]*$/), async (text) => {
        fc.pre(!text.startsWith('PK'));
        expect(await readList(file(text))).toBe(text);
      }),
    );
  });

  it('reads what spreadsheets write', async () => {
    expect(await readList(file([0xef, 0xbb, 0xbf], 'José, j@example.org'))).toBe('José, j@example.org');
    expect(await readList(file([0xff, 0xfe], utf16('José\tj@example.org')))).toBe('José\tj@example.org');
    expect(await readList(file('Jos', [0xe9], ';j@example.org'))).toBe('José;j@example.org');
  });

  it('says what to do with a file that is no list', async () => {
    await expect(readList(file([0x50, 0x4b, 3, 4]))).rejects.toThrow('Save it as CSV');
    await expect(readList(file('x'.repeat(2_000_001)))).rejects.toThrow('too long');
  });
});
