import { UNABLE } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { measured } from './describe.ts';
import { unableWords } from './unable-words.ts';

describe('unableWords', () => {
  it('has words of its own for every reason, and none for what is no reason', () => {
    expect(new Set(UNABLE.map(unableWords)).size).toBe(UNABLE.length);
    for (const other of ['', 'toString', 7, null, undefined]) expect(unableWords(other)).toBe('');
  });

  it('stand with what was measured', () => {
    const measurements = { requests: 4, seconds: 70, reason: 'hidden' };
    expect(measured({ kind: 'picture_unavailable', measurements })).toBe(
      '4 requests within 70 s to which the page said that it has no picture (last: the page was in the background)',
    );
  });
});
