import type { LivenessRun } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import { v7 } from 'uuid';
import { Problem } from '../../http/problem.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { frameFacts } from '../memory/frame-facts.js';
import type { AskedRun } from '../memory/liveness-mind.js';

/** @throws Problem NOT_FOUND, WRONG_STATE */
export function askedRun({ liveness, state }: AttemptMemory, runId: string): AskedRun {
  if (state !== 'in_progress') throw new Problem('WRONG_STATE', 'The exam is not going on just now; nothing is asked for.');
  if (liveness.asked?.id !== runId) throw new Problem('NOT_FOUND', 'These head movements are not asked for any more; go on with the exam.');
  return liveness.asked;
}

/** @throws Problem WRONG_STATE before it has begun */
export function begunRun({ run }: AskedRun): LivenessRun {
  if (!run) throw new Problem('WRONG_STATE', 'Begin the head movements first.');
  return run;
}

/** Keeps what the next frame and the evidence need of this one. */
export function remember(asked: AskedRun, analysis: FrameAnalysis, jpeg: Uint8Array, at: number): void {
  if (!analysis.subject) return;
  const { faces, subject } = frameFacts(analysis, null, null);
  asked.previousSubject = analysis.subject.box;
  asked.latest = { frameId: v7(), at, jpeg, faces, subject };
  asked.first ??= asked.latest;
}
