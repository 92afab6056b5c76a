import { isTooSlow, livenessNow, stepLiveness } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import { Problem } from '../../http/problem.js';
import { MOST_TROUBLES, PACE_MS } from '../../liveness/liveness-pace.js';
import { seenOn } from '../../liveness/seen-on.js';
import type { Outcome, Reason } from './liveness-talk.js';
import { mayBeKept } from './may-be-kept.js';
import { withLook, type RunningRun } from './running-run.js';

/** How a run ended; null while it goes on. */
export type Verdict = { outcome: Outcome; reason: Reason } | null;

/** How the machine's end counts: for want of frames nobody fails. */
export function verdictOf({ run }: Pick<RunningRun, 'run'>, at: number): Verdict {
  if (run.state === 'running') return null;
  if (isTooSlow(run, at)) return { outcome: 'void', reason: 'slow' };
  return { outcome: run.state, reason: run.fault };
}

/**
 * Takes a frame in. One with a stale nonce is refused unseen; several of them are a replay and end the run.
 * @throws Problem STALE_NONCE, TOO_MANY: the run goes on
 */
export function admit(running: RunningRun, nonce: string, at: number): Verdict {
  if (nonce !== livenessNow(running.run).nonce) {
    running.run = stepLiveness(running.run, { at, nonce, faces: 0, counted: false, face: null }).run;
    const verdict = verdictOf(running, at);
    if (verdict) return verdict;
    throw new Problem('STALE_NONCE', 'This frame belongs to an earlier task. Ask where the run stands, then go on.');
  }
  if (running.busy || at - running.lastFrameAt < PACE_MS)
    throw new Problem('TOO_MANY', 'One frame at a time: wait for the answer, then send the next.');
  Object.assign(running, { busy: true, lastFrameAt: at, frames: running.frames + 1 });
  return null;
}

/** What a frame that was looked at makes of the run; `analysis` is null where the server could not look. */
export function judge(
  running: RunningRun,
  analysis: FrameAnalysis | null,
  frame: { nonce: string; jpeg: Uint8Array; at: number },
): Verdict {
  const { nonce, jpeg, at } = frame;
  running.troubles = analysis === null ? running.troubles + 1 : 0;
  if (running.troubles >= MOST_TROUBLES) return { outcome: 'void', reason: 'interrupted' };
  if (analysis === null) return null;
  const { place } = running.run;
  const ahead = livenessNow(running.run).move === null;
  running.run = stepLiveness(running.run, seenOn(analysis, nonce, at)).run;
  running.previousSubject = analysis.subject?.box ?? running.previousSubject;
  if (ahead && mayBeKept(running.run, analysis, at)) running.looks = withLook(running.looks, { place, jpeg });
  return verdictOf(running, at);
}
