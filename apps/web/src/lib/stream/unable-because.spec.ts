import { describe, expect, it } from 'vitest';
import { problemOf } from '../camera/camera-problem.ts';
import { unableBecause } from './unable-because.ts';

describe('unableBecause', () => {
  it.each([
    ['a camera that hangs', problemOf('still'), false, false, 'still'],
    ['a tab in the background', problemOf('still'), false, true, 'hidden'],
    ['a camera that is switched off', problemOf('still'), true, false, 'camera_off'],
    ['a camera that was unplugged, hidden or not', problemOf('ended'), false, true, 'camera_off'],
    ['a picture that could not be packed', new Error('technical words'), false, false, 'busy'],
    ['the same behind another tab', new Error('technical words'), false, true, 'hidden'],
  ] as const)('tells %s', (_, error, muted, hidden, reason) => {
    expect(unableBecause(error, muted, hidden)).toBe(reason);
  });
});
