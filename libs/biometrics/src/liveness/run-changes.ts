import type { LivenessFault } from '@invigil/shared';
import type { LivenessAdvice, LivenessCounts, LivenessRun } from './liveness-run.js';

export const failed = (run: LivenessRun, fault: LivenessFault): LivenessRun => ({ ...run, state: 'failed', fault, advice: null });

export const count = (run: LivenessRun, changes: Partial<LivenessCounts>): LivenessRun => ({
  ...run,
  counts: { ...run.counts, ...changes },
});

export const waits = (run: LivenessRun, advice: LivenessAdvice | null, changes: Partial<LivenessCounts> = {}): LivenessRun => ({
  ...count(run, changes),
  advice,
});
