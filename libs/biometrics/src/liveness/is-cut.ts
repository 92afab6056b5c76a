import type { FaceFrame } from './face-frame.js';

/** Only looks so close together, in ms, can say that a film was cut; a glitch before may double it. */
const CLOSE_MS = 600;
/** What the middle of a face may move, in its own sizes: at once, and a second. */
const MOVED = 0.5;
const MOVED_A_SECOND = 1.5;
const SCALED = 1.35;
const SCALED_A_SECOND = 0.8;
/** Radians. */
const LEANT = 0.5;
const LEANT_A_SECOND = 1.5;

/**
 * Whether a face cannot have come from where it was to where it is in the time between: it jumped, changed its size, or leant over at once.
 * @param doubted the look before this one did not fit either, so that more time has passed
 */
export function isCut(
  last: { readonly at: number; readonly frame: FaceFrame },
  now: { readonly at: number; readonly frame: FaceFrame },
  doubted: boolean,
): boolean {
  const ms = now.at - last.at;
  if (ms > (doubted ? 2 * CLOSE_MS : CLOSE_MS)) return false;
  const seconds = Math.max(0, ms) / 1000;
  const size = Math.max(last.frame.size, now.frame.size);
  const moved = Math.hypot(now.frame.middle.x - last.frame.middle.x, now.frame.middle.y - last.frame.middle.y) / size;
  const scaled = size / Math.min(last.frame.size, now.frame.size);
  const leant = Math.abs(Math.atan2(Math.sin(now.frame.roll - last.frame.roll), Math.cos(now.frame.roll - last.frame.roll)));
  return (
    moved > MOVED + MOVED_A_SECOND * seconds || scaled > SCALED + SCALED_A_SECOND * seconds || leant > LEANT + LEANT_A_SECOND * seconds
  );
}
