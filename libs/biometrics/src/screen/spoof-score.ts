import type { Landmarks } from '../types.js';
import { flatMotion } from './flat-motion.js';
import type { FlatMotion } from './flat-motion.js';
import type { ScreenLook } from './screen-look.js';
import { SCREEN_START, screenOver } from './screen-over.js';
import type { ScreenState } from './screen-over.js';

/** One frame: the look at it as a screen where there was one, the subject's landmarks where a face was found, and when it was, in milliseconds. */
export interface SpoofLook {
  readonly screen: Pick<ScreenLook, 'confidence' | 'cues'> | null;
  readonly landmarks?: Landmarks | undefined;
  readonly at: number;
}

/** What is remembered of earlier frames: plain data of bounded size. */
export interface SpoofState {
  readonly screen: ScreenState;
  readonly last: { readonly landmarks: Landmarks; readonly at: number } | null;
  /** The newest pairs of frames between which the face moved. */
  readonly motions: readonly FlatMotion[];
}

export interface SpoofVerdict {
  readonly state: SpoofState;
  /** 0 to 100: a reason to ask for head movements, never a verdict. */
  readonly score: number;
  /** Looks and movements that it rests on. */
  readonly frames: number;
}

export const SPOOF_START: SpoofState = { screen: SCREEN_START, last: null, motions: [] };

/** Looks judged together, and how many of them say something. */
const LOOKS = 12;
const LOOKS_NEEDED = 5;
/** Pairs of frames judged together, and how many say something. */
const MOTIONS = 12;
const MOTIONS_NEEDED = 6;
/** Less movement than this is stillness, which says nothing. */
const MOVED = 0.15;
/** Frames further apart than this, in milliseconds, are not compared: the person may have got up in between. */
const TOO_LONG = 60_000;
/** `bent` of the steadiest pictures, and from where on a face is certainly no flat picture. */
const FLAT = 0.015;
const ALIVE = 0.035;
/** The most that movement adds. Alone it never reaches the default of 50 that asks for head movements. */
const MOTION_MOST = 30;

const middle = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

function motionScore(motions: readonly FlatMotion[]): number {
  if (motions.length < MOTIONS_NEEDED) return 0;
  const bent = middle(motions.map((motion) => motion.bent));
  return MOTION_MOST * Math.max(0, Math.min(1, (ALIVE - bent) / (ALIVE - FLAT)));
}

/**
 * The passive score over the frames of an attempt: the median confidence that a screen is shown, plus up to 30 where the face moves about without ever changing its shape, as a picture does.
 * Sitting still adds nothing, whatever its length. Evidence: what confirms it is a challenge that fails.
 * @throws RangeError for a confidence outside of 0–100, or landmarks that show no face.
 * @example const { state, score } = spoofScore(SPOOF_START, { screen: null, landmarks, at: Date.now() });
 */
export function spoofScore(state: SpoofState, { screen, landmarks, at }: SpoofLook): SpoofVerdict {
  const seen = screen ? screenOver(state.screen, screen, LOOKS) : null;
  const looks = seen?.state ?? state.screen;
  const confidence = looks.looks.length < LOOKS_NEEDED ? 0 : middle(looks.looks.map((look) => look.confidence));
  const motion = landmarks && state.last && Math.abs(at - state.last.at) <= TOO_LONG ? flatMotion(state.last.landmarks, landmarks) : null;
  const motions = motion && motion.moved >= MOVED ? [...state.motions, motion].slice(-MOTIONS) : state.motions;
  return {
    state: { screen: looks, last: landmarks ? { landmarks, at } : state.last, motions },
    score: Math.min(100, confidence + motionScore(motions)),
    frames: looks.looks.length + motions.length,
  };
}
