import { UNSCORABLE, type Unscorable } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LookAdvice } from './look-advice.ts';

const after = (looks: readonly (Unscorable | null)[]): string | null => {
  const advice = new LookAdvice();
  return looks.reduce<string | null>((_, unscorable) => advice.take({ unscorable }), null);
};
const times = (count: number, reason: Unscorable) => Array.from({ length: count }, () => reason);

describe('LookAdvice', () => {
  it.each([
    ['too_small', 'closer'],
    ['cut_off', 'middle'],
    ['dark', 'lamp'],
    ['blurred', 'still'],
  ] as const)('says after three looks that were %s what to do', (reason, word) => {
    expect(after(times(2, reason))).toBeNull();
    expect(after(times(3, reason))).toContain(word);
  });

  it('lets people look away to think', () => {
    expect(after(times(9, 'pose'))).toBeNull();
    expect(after(times(10, 'pose'))).toContain('towards the camera');
  });

  it('stays until a look is good, and gives way to what is in the way now', () => {
    expect(after([...times(3, 'dark'), 'pose'])).toContain('lamp');
    expect(after([...times(3, 'dark'), ...times(3, 'too_small')])).toContain('closer');
    expect(after([...times(3, 'dark'), null])).toBeNull();
    expect(after([...times(3, 'dark'), ...times(3, 'no_face')])).toBeNull();
  });

  it('says nothing after a good look, whatever came before, and never a number', () => {
    const looks = fc.array(fc.constantFrom(null, ...UNSCORABLE), { maxLength: 60 });
    fc.assert(
      fc.property(looks, (all) => {
        expect(after([...all, null])).toBeNull();
        expect(after(all) ?? '').not.toMatch(/\d/);
      }),
    );
  });
});
