import type { LivenessRun } from './liveness-run.js';
import { isFlashing } from './step-flash.js';

/** Frames a second under which there is hardly time for the movements, or colours fall between frames. A computer at its ease gives five. */
const FEWEST_A_SECOND = 1;

/**
 * Whether a run failed for want of frames: out of time, or without its colours, while fewer frames came through than anybody could have done it with. That
 * says something of the computer, the line or the server, and nothing of the person. Not so a page that sent nothing at all, or waits for the person to begin.
 * @param at when it ended, on the judging clock
 */
export function isTooSlow(run: LivenessRun, at: number): boolean {
  if (run.state !== 'failed' || (run.fault !== 'time' && run.fault !== 'flash')) return false;
  if (isFlashing(run) && run.flash?.told.length === 0) return false;
  const { since, frames } = run.pace;
  return frames > 0 && frames < (FEWEST_A_SECOND * (at - since)) / 1000;
}
