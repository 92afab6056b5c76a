import { describe, expect, it } from 'vitest';
import { reasonToTell } from './reason-to-tell.js';

const verify = { use: { purpose: 'verify', personId: 'ann', holder: 'session' }, frames: 12 } as const;

describe('what a person is told of a face check that did not get to the comparison', () => {
  it.each([
    ['movements that were not right', { outcome: 'failed', reason: 'wrong_move' }, 'movements'],
    ['movements that were not made in time', { outcome: 'failed', reason: 'time' }, 'movements'],
    ['too few pictures', { outcome: 'void', reason: 'slow' }, 'too_few_pictures'],
    ['pictures that show no face well enough', { outcome: 'void', reason: 'unclear' }, 'unclear_pictures'],
    ['a check that was broken off', { outcome: 'void', reason: 'interrupted' }, null],
    ['one that passed', { outcome: 'passed', reason: null }, null],
  ] as const)('%s', (_, verdict, told) => {
    expect(reasonToTell(verify, verdict)).toBe(told);
  });

  it('nothing where the page was left before a picture, and nothing of a sign-in or a try', () => {
    expect(reasonToTell({ ...verify, frames: 0 }, { outcome: 'void', reason: 'slow' })).toBeNull();
    const failed = { outcome: 'failed', reason: 'wrong_move' } as const;
    for (const purpose of ['sign_in', 'enrol', 'test'] as const)
      expect(reasonToTell({ ...verify, use: { ...verify.use, purpose } }, failed)).toBeNull();
  });
});
