import { describe, expect, it } from 'vitest';
import { csv } from './csv.js';

describe('csv', () => {
  it('quotes what needs quotes and ends each row as the standard wants', () => {
    expect(
      csv([
        ['name', 'link'],
        ['Lee, "Ann"', 'a\nb'],
      ]),
    ).toBe('name,link\r\n"Lee, ""Ann""","a\nb"\r\n');
  });
  it('gives spreadsheets no formula to run', () => {
    for (const start of ['=', '+', '-', '@', '\t']) expect(csv([[`${start}1+1`]])).toMatch(/^'/);
    expect(csv([['=HYPERLINK("x")']])).toBe(`"'=HYPERLINK(""x"")"\r\n`);
  });
  it('writes nothing for no rows', () => {
    expect(csv([])).toBe('');
  });
});
