import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guidance, SteadyGuidance } from './guidance.ts';
import type { Sight } from './sight.ts';

const middle = { x: 0.5, y: 0.5, width: 0.35 };
const see = (claim: Partial<Sight['claim']>, place: Sight['place'] = middle) =>
  guidance({ claim: { faces: 1, unscorable: null, descriptor: null, ...claim }, place });

describe('guidance', () => {
  it.each([
    ['nobody', see({ faces: 0 }, null), 'none'],
    ['two people', see({ faces: 2 }), 'alone'],
    ['too near', see({}, { ...middle, width: 0.7 }), 'further'],
    ['too far', see({}, { ...middle, width: 0.1 }), 'closer'],
    // the camera sees the person's right hand on its left
    ['at the left of the picture', see({}, { ...middle, x: 0.2 }), 'left'],
    ['at the right of the picture', see({}, { ...middle, x: 0.8 }), 'right'],
    ['in the dark', see({ unscorable: 'dark' }), 'light'],
    ['looking away', see({ unscorable: 'pose' }), 'ahead'],
    ['moving', see({ unscorable: 'blurred' }), 'still'],
  ])('%s: says one thing to do', (_what, said, key) => {
    expect(said).toMatchObject({ key, good: false });
  });

  it('accepts a good picture, and any picture where the computer cannot judge', () => {
    expect(see({}).good).toBe(true);
    expect(see({ faces: 0, unscorable: 'no_engine' }, null).good).toBe(true);
  });
});

describe('SteadyGuidance', () => {
  it('does not flicker between two sentences', () => {
    const steady = new SteadyGuidance();
    const [near, ahead] = [see({}, { ...middle, width: 0.7 }), see({ unscorable: 'pose' })];
    expect([near, ahead, near, ahead, ahead].map((each) => steady.take(each).key)).toEqual([
      'further',
      'further',
      'further',
      'further',
      'ahead',
    ]);
  });

  it('always ends at what stays true', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), fc.constantFrom('a', 'b', 'c'), (keys, last) => {
        const steady = new SteadyGuidance();
        const shown = [...keys, last, last].map((key) => steady.take({ key, text: key, good: false }).key);
        expect(shown.at(-1)).toBe(last);
      }),
    );
  });
});
