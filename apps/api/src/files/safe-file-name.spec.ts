import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition } from './content-disposition.js';
import { foldText } from './fold-text.js';
import { safeFileName } from './safe-file-name.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ unit: fc.constantFrom('/', '\\', '.', '..', ' ', '\u202E', '\u0000', '\r\n', 'e\u0301', '%2f', '"', '한', '👩‍👩‍👧', '\ud800') }),
);

describe('safeFileName', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ann\\essay.pdf', 'essay.pdf'],
    ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie: x=1.txt'],
    ['..', 'unnamed'],
    ['', 'unnamed'],
    ['/', 'unnamed'],
    ['cafe\u0301.txt', 'café.txt'],
    ['文件 名.pdf', '文件 名.pdf'],
    ['نامه\u200cها.txt', 'نامه\u200cها.txt'],
    ['👩‍👩‍👧.png', '👩‍👩‍👧.png'],
    ['.bashrc', '.bashrc'],
    ['con. . .', 'con'],
  ])('makes of %j %j', (given, name) => {
    expect(safeFileName(given)).toBe(name);
  });

  it('keeps the ending of a name that is too long, and whole characters', () => {
    const name = safeFileName(`${'👩‍👩‍👧'.repeat(40)}.tar.gz`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(name).toMatch(/^(?:👩‍👩‍👧)+\.gz$/u);
    expect(Buffer.byteLength(safeFileName('é'.repeat(2000)))).toBe(254);
  });

  it('holds for any text at all, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        const name = safeFileName(given);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Surrogate}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(['', '.', '..']).not.toContain(name);
        expect(name).toBe(name.normalize('NFC'));
        expect(safeFileName(name)).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('contentDisposition', () => {
  it('writes the name twice: for old readers and in full', () => {
    expect(contentDisposition('naïve "file".txt')).toBe(
      `attachment; filename="na_ve _file_.txt"; filename*=UTF-8''na%C3%AFve%20%22file%22.txt`,
    );
  });

  it('is one line of plain ASCII that gives the name back, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        const name = safeFileName(given);
        const header = contentDisposition(name);
        const parts = /^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([!#$&+\-.^_`|~\w%]*)$/.exec(header);
        expect(header).toMatch(/^[\x20-\x7e]+$/);
        expect(decodeURIComponent(parts?.[2] ?? '?')).toBe(name);
      }),
    );
  });
});

describe('foldText', () => {
  it.each([
    ['ÉCOLE', 'ecole'],
    ['ＡＢＣ', 'abc'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['Straße', 'strasse'],
    ['Ёлка', 'елка'],
  ])('finds %s by %s', (text, found) => {
    expect(foldText(text)).toBe(foldText(found));
  });

  it('finds every part of a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 1 }), (before, part) => {
        expect(foldText(`${before} ${part} x`)).toContain(foldText(part));
      }),
    );
  });
});
