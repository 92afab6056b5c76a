import type { ScreenLook } from '@invigil/biometrics';
import { DEFAULT_POLICY } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { shownByScreen } from './shown-by-screen.js';

const frames = (...confidences: (number | null)[]): { screen: ScreenLook | null }[] =>
  confidences.map((confidence) => ({
    screen: confidence === null ? null : { isScreen: confidence >= 60, confidence, cues: { moire: 0, bezel: 0, flat: 0 } },
  }));
const { screen } = DEFAULT_POLICY;

describe('shownByScreen', () => {
  it('takes more than half of the frames, so that one odd picture turns nobody away', () => {
    expect(shownByScreen(frames(90, 90, 10), screen)).toBe(true);
    expect(shownByScreen(frames(90, 10, 10), screen)).toBe(false);
    expect(shownByScreen(frames(90, 90, 10, 10), screen)).toBe(false);
    expect(shownByScreen(frames(60, 60, 60, 0, 0), screen)).toBe(true);
  });

  it('turns nobody away where no frame was looked at, or the policy does not ask for it', () => {
    expect(shownByScreen(frames(null, null, null), screen)).toBe(false);
    expect(shownByScreen(frames(99, 99, 99), { ...screen, door: false })).toBe(false);
    expect(shownByScreen(frames(99, 99, 99), { ...screen, on: false })).toBe(false);
  });
});
