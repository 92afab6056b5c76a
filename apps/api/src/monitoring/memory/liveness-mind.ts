import { isTooSlow, type Box, type LivenessRun } from '@invigil/biometrics';
import type { LivenessAsked, LivenessFault, Policy } from '@invigil/shared';
import type { KeptFrame } from '../../violations/finding.js';

export type LivenessOutcome = 'passed' | 'failed' | 'void';
/** What ends a run that counts for nothing: `slow` where too few frames came through to judge by. */
export type LivenessExcuse = 'declined' | 'interrupted' | 'slow';
export type LivenessReason = LivenessFault | LivenessExcuse;

/** Head movements that are asked for now. Changed only in the attempt's strand. */
export interface AskedRun {
  readonly id: string;
  readonly repeatOf: string | null;
  readonly beginBy: number;
  readonly seconds: number;
  /** Soft colours come after the movements. */
  readonly flash: boolean;
  /** Null until the person begins. */
  run: LivenessRun | null;
  /** A frame is being analysed. */
  busy: boolean;
  frames: number;
  lastFrameAt: number;
  /** Frames in a row that the server could not analyse, by no fault of the page. */
  troubles: number;
  previousSubject: Box | undefined;
  /** The first and the newest frame with a face: evidence if the run fails. */
  first: KeptFrame | null;
  latest: KeptFrame | null;
}
/** A run of the last hour, as far as it bears on whether another is asked for. */
interface PastRun {
  readonly askedAt: number;
  readonly endedAt: number;
  readonly repeat: boolean;
  readonly outcome: LivenessOutcome;
  readonly reason: LivenessReason | null;
}
export interface LivenessMind {
  asked: AskedRun | null;
  past: PastRun[];
}

export const HOUR_MS = 3_600_000;
/** Time to finish a sentence and begin. */
export const BEGIN_MS = 180_000;

/** Whether head movements may be asked for once more: so many times an hour, and not again soon where a person was asked to look instead. */
export function mayAsk({ asked, past }: LivenessMind, { spoof }: Policy, now: number): boolean {
  const lately = past.filter(({ askedAt }) => now - askedAt < HOUR_MS);
  const challenges = lately.filter(({ repeat }) => !repeat).length;
  return spoof.on && asked === null && challenges < spoof.challengesPerHour && !lately.some(({ reason }) => asksPerson(reason));
}

/** The reason as the checks may take it: they know of faults alone. */
export const faultOf = (reason: LivenessReason | null): LivenessFault | null =>
  reason === 'declined' || reason === 'interrupted' || reason === 'slow' ? null : reason;

/** Staff are asked to look for themselves. */
export const asksPerson = (reason: LivenessReason | null): boolean => reason === 'declined' || reason === 'slow';

/** How a run that is over ended: what failed for want of frames counts for nothing. */
export function verdictOf(run: LivenessRun, at: number): { outcome: LivenessOutcome; reason: LivenessReason | null } {
  if (isTooSlow(run, at)) return { outcome: 'void', reason: 'slow' };
  return { outcome: run.state === 'passed' ? 'passed' : 'failed', reason: run.fault };
}

/** What the page shows of it; null while nothing is asked for. */
export const livenessAsked = ({ asked }: LivenessMind): LivenessAsked | null =>
  asked === null
    ? null
    : { runId: asked.id, beginByMs: asked.run?.deadlineAt ?? asked.beginBy, seconds: asked.seconds, flash: asked.flash };
