import type { FaceFrame } from './face-frame.js';
import type { FlashRun } from './flash-rules.js';
import { judgeFlash } from './judge-flash.js';
import type { LivenessFrame, LivenessRun } from './liveness-run.js';
import { failed, waits } from './run-changes.js';

/** What a face may move between two frames, in its own sizes, and still count as still; what light falls on it changes with it. */
const STILL = 0.12;
/** The last colour stays longer, so that it is seen after the lag. */
const LAST = 2;

/** The movements are done and the colours are on. */
export const isFlashing = ({ place, nonces, flash }: LivenessRun): boolean => flash !== null && place >= nonces.length;

/** Waits for the person to let the colours begin. */
export const announceFlash = (run: LivenessRun, { rules }: FlashRun, at: number): LivenessRun => ({
  ...run,
  deadlineAt: at + rules.readSeconds * 1000,
});

export const isStill = (last: LivenessRun['last'], now: FaceFrame): boolean =>
  last === null || Math.hypot(now.middle.x - last.frame.middle.x, now.middle.y - last.frame.middle.y) <= STILL * now.size;

/** All colours were shown. */
function decide(run: LivenessRun, flash: FlashRun, at: number): LivenessRun {
  const verdict = judgeFlash(flash.samples, flash.told, flash.rules);
  if (verdict === 'other') return failed({ ...run, flash }, 'flash');
  if (verdict === 'seen') return { ...run, flash: { ...flash, result: 'seen' }, state: 'passed', advice: null };
  const round = flash.round + 1;
  // nobody is blamed for bright light: the movements, which were done, stand alone
  if (round >= flash.codes.length) return { ...run, flash: { ...flash, result: 'unclear' }, state: 'passed', advice: null };
  const again = { ...flash, round, told: [], samples: [] };
  return { ...announceFlash({ ...run, flash: again }, again, at), advice: 'bright' };
}

/**
 * What a frame makes of the colours. The first begins them; a colour stays for its time and until enough frames of a still face have shown it.
 * @param still the head looks ahead and has not moved since the frame before
 */
export function stepFlash(
  run: LivenessRun,
  flash: FlashRun,
  { at, answeredAt = at, colour = null }: Pick<LivenessFrame, 'at' | 'answeredAt' | 'colour'>,
  still: boolean,
): LivenessRun {
  const { rules, codes, round, told } = flash;
  const code = codes[round] ?? [];
  const now = told.at(-1);
  const [first] = code;
  if (!now) {
    if (first === undefined) return failed(run, 'flash');
    const begun = { ...run, flash: { ...flash, told: [{ at: answeredAt, colour: first }] }, pace: { since: answeredAt, frames: 0 } };
    return { ...begun, deadlineAt: answeredAt + rules.seconds * 1000, advice: null };
  }
  if (!still || !colour) return waits(run, 'still');
  const value = Math.log((colour.b + 1) / (colour.r + 1));
  const seen: FlashRun = { ...flash, samples: [...flash.samples, { at, value, clipped: colour.clipped }] };
  const next = code[told.length];
  const frames = seen.samples.filter((sample) => sample.at > now.at).length;
  const longer = next === undefined ? LAST : 1;
  if (at - now.at < longer * rules.changeMs || frames < longer * rules.frames) return { ...waits(run, null), flash: seen };
  if (next === undefined) return decide(run, seen, answeredAt);
  return { ...waits(run, null), flash: { ...seen, told: [...told, { at: answeredAt, colour: next }] } };
}
