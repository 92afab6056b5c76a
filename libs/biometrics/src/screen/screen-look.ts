/** What may give a screen away; each is 0 (as on honest pictures) to 1 (as strong as it gets). */
export const SCREEN_CUES = ['moire', 'bezel', 'flat'] as const;
export type ScreenCue = (typeof SCREEN_CUES)[number];

/** Whether a picture looks as if it had been taken off a screen. Evidence for a person, not proof. */
export interface ScreenLook {
  /** `confidence` is 60 or more. */
  readonly isScreen: boolean;
  /** 0 to 100; 60 aims at one honest picture in a hundred. */
  readonly confidence: number;
  /** What each cue saw, 0 to 1. */
  readonly cues: Readonly<Record<ScreenCue, number>>;
}

/** From this confidence on a picture counts as one of a screen. */
export const SCREEN_CONFIDENCE = 60;
