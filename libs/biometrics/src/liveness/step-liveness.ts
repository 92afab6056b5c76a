import { faceFrame } from './face-frame.js';
import { fromFirst, gatherBaseline, looksAhead } from './gather-baseline.js';
import { isCut } from './is-cut.js';
import { judgeMove } from './judge-move.js';
import { livenessNow } from './liveness-now.js';
import type { LivenessBaseline, LivenessCounts, LivenessFrame, LivenessRun } from './liveness-run.js';
import { count, failed, waits } from './run-changes.js';
import { announceFlash, isFlashing, isStill, stepFlash } from './step-flash.js';

type Face = NonNullable<LivenessFrame['face']>;
export interface LivenessStepped {
  readonly run: LivenessRun;
  /** The frame carried another nonce than that of the step and was not looked at. */
  readonly stale: boolean;
}

/** Share of a movement's threshold within which the head looks straight ahead again. */
const CENTRED = 0.65;
/** Counted frames in a row with several faces; one alone may be a phantom. */
const SEVERAL = 2;
const OTHERS = 2;
const FLAT = 3;
const JUMPS = 2;
/** Frames with a tilted flat picture that say why the movement never came. */
const TILTED = 4;

/** Ends a run whose time is over; call it also where no frame comes. */
export function expireLiveness(run: LivenessRun, at: number): LivenessRun {
  if (run.state !== 'running' || at <= run.deadlineAt) return run;
  const flat = !isFlashing(run) && (run.counts.tilted >= TILTED || run.counts.flat > 0);
  return failed(run, flat ? 'flat' : 'time');
}

/** The step is done. */
function onward(run: LivenessRun): LivenessRun {
  const place = run.place + 1;
  const counts = { ...run.counts, held: 0, wrong: 0, flat: 0 };
  const passed = place >= run.nonces.length && run.flash === null;
  return { ...run, place, counts, advice: null, state: passed ? 'passed' : 'running' };
}

function hold(run: LivenessRun, changes: Partial<LivenessCounts> = {}): LivenessRun {
  const held = run.counts.held + 1;
  const next = waits(run, null, { ...changes, held });
  return held >= run.rules.hold ? onward(next) : next;
}

/** Faces beside the person, from when the run has its baseline on: until then the person is only told. */
function crowded(run: LivenessRun, { faces, counted }: LivenessFrame): LivenessRun {
  if (faces > 1) {
    const several = run.counts.several + 1;
    return several >= SEVERAL && run.baseline ? failed(run, 'several') : waits(run, 'alone', { several: run.baseline ? several : 0 });
  }
  return counted ? count(run, { several: 0 }) : run;
}

/** The face must come from where it was. One look that does not fit is left out, two are a cut. */
function follows(run: LivenessRun, at: number, face: Face): { run: LivenessRun; fits: boolean } {
  const now = { at, frame: faceFrame(face.landmarks) };
  if (run.last !== null && isCut(run.last, now, run.counts.jumps > 0)) {
    const jumps = run.counts.jumps + 1;
    return { run: jumps >= JUMPS ? failed(run, 'cut') : count(run, { jumps }), fits: false };
  }
  return { run: { ...count(run, { jumps: 0 }), last: now }, fits: true };
}

const isCentred = ({ pose }: Face, { yaw, pitch }: LivenessBaseline, { rules }: LivenessRun): boolean =>
  Math.abs(pose.yaw - yaw) < CENTRED * rules.yaw && Math.abs(pose.pitch - pitch) < CENTRED * rules.pitch;

function sameFace(run: LivenessRun, face: Face, baseline: LivenessBaseline): LivenessRun {
  const distance = fromFirst(face, baseline);
  if (distance === null) return run;
  const limit = isCentred(face, baseline, run) ? run.rules.sameFace : run.rules.sameTurned;
  if (distance <= limit) return count(run, { others: 0 });
  const others = run.counts.others + 1;
  return others >= OTHERS ? failed(run, 'other_face') : count(run, { others });
}

function gather(run: LivenessRun, face: Face): LivenessRun {
  if (!looksAhead(face)) return { ...waits(run, 'straight'), gathered: [] };
  const gathered = [...run.gathered, face].slice(-run.rules.baseline);
  const baseline = gathered.length < run.rules.baseline ? null : gatherBaseline(gathered);
  return baseline === null ? { ...waits(run, null), gathered } : { ...onward(run), gathered: [], baseline };
}

function move(run: LivenessRun, face: Face, baseline: LivenessBaseline): LivenessRun {
  const { move: asked } = livenessNow(run);
  if (asked === null) return isCentred(face, baseline, run) ? hold(run) : waits(run, 'back', { held: 0 });
  const { seen, tilted } = judgeMove(asked, face, baseline, run.rules);
  const next = tilted ? count(run, { tilted: run.counts.tilted + 1 }) : run;
  if (seen === 'done') return hold(next, { wrong: 0, flat: 0 });
  const flat = seen === 'flat' ? next.counts.flat + 1 : next.counts.flat;
  const wrong = seen === 'wrong' ? next.counts.wrong + 1 : 0;
  if (flat >= FLAT) return failed(next, 'flat');
  if (wrong >= run.rules.wrong) return failed(next, 'wrong_move');
  const advice = seen === 'wrong' ? 'other_way' : seen === 'nothing' ? null : 'further';
  return waits(next, advice, { held: 0, wrong, flat });
}

/**
 * What a frame makes of a run. No clock and no chance of its own, so the same frames always end the same way.
 * A missed detection counts for nothing; a frame with a stale nonce is not looked at, and several of them are a replay.
 */
export function stepLiveness(run: LivenessRun, frame: LivenessFrame): LivenessStepped {
  const current = expireLiveness(run, frame.at);
  if (current.state !== 'running') return { run: current, stale: false };
  if (frame.nonce !== livenessNow(current).nonce) {
    const strange = current.counts.strange + 1;
    return { run: strange >= current.rules.strange ? failed(current, 'nonce') : count(current, { strange }), stale: true };
  }
  return { run: look(current, frame), stale: false };
}

function look(unseen: LivenessRun, frame: LivenessFrame): LivenessRun {
  const before = { ...unseen, pace: { ...unseen.pace, frames: unseen.pace.frames + 1 } };
  const { face, at } = frame;
  if (face === null || frame.faces === 0) return waits(before, 'no_face');
  const alone = crowded(before, frame);
  if (alone.state !== 'running' || frame.faces > 1) return alone;
  const { run, fits } = follows(alone, at, face);
  if (!fits || run.state !== 'running') return run;
  if (run.baseline === null) return gather(run, face);
  const known = sameFace(run, face, run.baseline);
  if (known.state !== 'running') return known;
  if (!known.flash) return move(known, face, run.baseline);
  if (isFlashing(known)) {
    const still = isCentred(face, run.baseline, run) && isStill(before.last, faceFrame(face.landmarks));
    return stepFlash(known, known.flash, frame, still);
  }
  const moved = move(known, face, run.baseline);
  return isFlashing(moved) ? announceFlash(moved, known.flash, frame.answeredAt ?? at) : moved;
}
