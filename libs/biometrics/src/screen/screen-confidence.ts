import type { ScreenCue } from './screen-look.js';

/** How much each cue weighs. Fine detail hardly tells screens from people, so it hardly weighs. */
const WEIGHTS: Readonly<Record<ScreenCue, number>> = { bezel: 4, moire: 3, flat: 0.1 };

type Steps = readonly (readonly [score: number, confidence: number])[];

/** Scores at the 80th, 95th and 99th percentile of honest pictures, and what is called certain; docs/accuracy.md says which pictures. */
const STEPS: Readonly<Record<'face' | 'whole', Steps>> = {
  face: [
    [0, 0],
    [1.2, 20],
    [1.65, 40],
    [2.15, 60],
    [4.3, 100],
  ],
  whole: [
    [0, 0],
    [1.8, 20],
    [2.3, 40],
    [2.8, 60],
    [5.6, 100],
  ],
};

/**
 * The cues as one confidence, 0 to 100: rises in straight lines between what was measured on honest pictures, 60 aiming at one in a hundred of them; docs/accuracy.md says how many it was.
 * @param scope what was judged: a face and its surroundings, or a whole picture.
 */
export function screenConfidence(cues: Readonly<Record<ScreenCue, number>>, scope: 'face' | 'whole'): number {
  const score = cues.moire * WEIGHTS.moire + cues.bezel * WEIGHTS.bezel + cues.flat * WEIGHTS.flat;
  let [fromScore, fromConfidence] = [0, 0];
  for (const [toScore, toConfidence] of STEPS[scope]) {
    if (score < toScore) return fromConfidence + ((toConfidence - fromConfidence) * (score - fromScore)) / (toScore - fromScore);
    [fromScore, fromConfidence] = [toScore, toConfidence];
  }
  return 100;
}
