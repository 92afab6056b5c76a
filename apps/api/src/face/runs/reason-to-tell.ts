import type { Verdict } from './run-judge.js';
import type { RunningRun } from './running-run.js';

/** In the person's activity; never which movement, nor how far off it was. */
type ToldReason = 'movements' | 'too_few_pictures' | 'unclear_pictures';

/**
 * Why a face check ended before any face was compared, for the person whose account it is. Pure.
 * @returns null for what is no face check, what passed, what the server or a second try broke off, and a page that was left before it sent a picture
 */
export function reasonToTell(
  { use, frames }: Pick<RunningRun, 'use' | 'frames'>,
  { outcome, reason }: NonNullable<Verdict>,
): ToldReason | null {
  if (use.purpose !== 'verify') return null;
  if (outcome === 'failed') return 'movements';
  if (reason === 'slow' && frames > 0) return 'too_few_pictures';
  return reason === 'unclear' ? 'unclear_pictures' : null;
}
