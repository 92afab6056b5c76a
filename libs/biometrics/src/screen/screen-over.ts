import { SCREEN_CUES } from './screen-look.js';
import type { ScreenCue, ScreenLook } from './screen-look.js';

type Seen = Pick<ScreenLook, 'confidence' | 'cues'>;

/** What is remembered of earlier frames: plain data, oldest first, never more than are judged by. */
export interface ScreenState {
  readonly looks: readonly Seen[];
}

export interface ScreenVerdict {
  readonly state: ScreenState;
  /** 0 to 100. */
  readonly confidence: number;
  /** Frames that it rests on. */
  readonly frames: number;
  /** Each cue, 0 to 1. */
  readonly cues: Readonly<Record<ScreenCue, number>>;
}

export const SCREEN_START: ScreenState = { looks: [] };

/** The middle of a list, the lower one of two, so that half of the frames are never enough. */
function lowerMedian(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/**
 * One frame more: the confidence over the newest frames is their median. Frames of one webcam resemble each other, so they do not add up: a hundred frames at 40 % stay 40 %, and a verdict takes
 * more than half of them over it. The order of the frames that are remembered plays no part.
 * @param window how many of the newest frames count, 1 to 200.
 * @throws RangeError for a window outside of that or a confidence outside of 0–100.
 */
export function screenOver(state: ScreenState, look: Seen, window = 20): ScreenVerdict {
  if (!(Number.isInteger(window) && window >= 1 && window <= 200)) throw new RangeError('Between 1 and 200 frames are judged together.');
  if (!(look.confidence >= 0 && look.confidence <= 100)) throw new RangeError('The confidence of a frame lies between 0 and 100.');
  const looks = [...state.looks, { confidence: look.confidence, cues: look.cues }].slice(-window);
  const cue = (name: ScreenCue) => lowerMedian(looks.map(({ cues }) => cues[name]));
  return {
    state: { looks },
    confidence: lowerMedian(looks.map(({ confidence }) => confidence)),
    frames: looks.length,
    cues: Object.fromEntries(SCREEN_CUES.map((name) => [name, cue(name)])) as Record<ScreenCue, number>,
  };
}
