import type { ScreenCue } from './screen-look.js';

/** How much each cue weighs, and what is subtracted: a logistic score. */
const WEIGHTS: Readonly<Record<ScreenCue, number>> = { bezel: 4, moire: 1.8, flat: 0.15 };

/** Score and confidence, calibrated on honest pictures: 60 % is where one in a hundred lies. */
const STEPS: readonly (readonly [number, number])[] = [
  [0, 0],
  [1.6, 20],
  [2.8, 60],
  [5, 100],
];

/** The cues as one confidence, 0 to 100. */
export function screenConfidence(cues: Readonly<Record<ScreenCue, number>>): number {
  const score = cues.moire * WEIGHTS.moire + cues.bezel * WEIGHTS.bezel + cues.flat * WEIGHTS.flat;
  const upper = STEPS.findIndex(([from]) => from > score);
  const [x1, y1] = STEPS[upper < 0 ? STEPS.length - 1 : upper] ?? [5, 100];
  const [x0, y0] = STEPS[upper < 0 ? STEPS.length - 1 : Math.max(0, upper - 1)] ?? [0, 0];
  return x1 > x0 ? y0 + ((y1 - y0) * (score - x0)) / (x1 - x0) : y1;
}
