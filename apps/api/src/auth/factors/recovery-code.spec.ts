import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOfRecoveryCode, mintRecoveryCode } from './recovery-code.js';

describe('recovery codes', () => {
  it('are two groups of letters that nobody misreads, and never the same', () => {
    const codes = Array.from({ length: 500 }, mintRecoveryCode);
    for (const code of codes) expect(code).toMatch(/^[a-hj-km-np-z2-9]{5}-[a-hj-km-np-z2-9]{5}$/);
    expect(new Set(codes).size).toBe(500);
  });

  it('are known however they are typed', () => {
    const code = mintRecoveryCode();
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('', ' ', '-', '  '), { minLength: code.length, maxLength: code.length }),
        fc.boolean(),
        (gaps, loud) => {
          const typed = gaps.map((gap, i) => code.charAt(i) + gap).join('');
          expect(hashOfRecoveryCode(loud ? typed.toUpperCase() : typed, 'ann')).toEqual(hashOfRecoveryCode(code, 'ann'));
        },
      ),
    );
  });

  it('of one person are nothing on the row of another', () => {
    const code = mintRecoveryCode();
    expect(hashOfRecoveryCode(code, 'ann').equals(hashOfRecoveryCode(code, 'bob'))).toBe(false);
  });
});
