import type { FlashSample, FlashTold } from '../liveness/index.js';

/** Synthetic skin before a page that shows colours. Values are logarithms of blue over red. */
export interface FlashScene {
  /** Half the difference between cool and warm. */
  readonly step?: number;
  /** From being told to being seen, ms. */
  readonly lag?: number;
  /** Standard deviation of each frame. */
  readonly noise?: number;
  /** Over the whole trace, a line and a slow swing of white balance. */
  readonly drift?: number;
  readonly swing?: number;
  readonly perSecond?: number;
  readonly clipped?: number;
  readonly random: () => number;
}

const bell = (random: () => number): number => (random() + random() + random() + random() - 2) * Math.sqrt(3);

/** Each colour told one second after the other, and what a camera sees of a face that answers `shown`, which is `told` unless it comes from elsewhere. */
export function flashTrace(told: readonly FlashTold[], scene: FlashScene, shown: readonly FlashTold[] = told): FlashSample[] {
  const { step = 0.02, lag = 300, noise = 0.003, drift = 0, swing = 0, perSecond = 5, clipped = 0, random } = scene;
  const end = (told.at(-1)?.at ?? 0) + 2000;
  const samples: FlashSample[] = [];
  for (let at = told[0]?.at ?? 0; at <= end; at += (1000 / perSecond) * (0.9 + 0.2 * random())) {
    const colour = shown.findLast((one) => at - lag >= one.at)?.colour;
    const answer = colour === undefined ? 0 : colour === 'cool' ? step : -step;
    const slow = drift * ((at - (told[0]?.at ?? 0)) / end) + swing * Math.sin(at / 4000 + 1);
    samples.push({ at, value: -0.4 + answer + slow + noise * bell(random), clipped });
  }
  return samples;
}
