import type { ViolationKind } from '@invigil/shared';
import type { RunningCheck } from '../checks/check.js';
import type { Observation } from '../checks/observation.js';

/** Kinds that a frame of the server's own choosing can confirm. */
const BY_FRAME: ReadonlySet<ViolationKind> = new Set<ViolationKind>(['identity_mismatch', 'multiple_faces', 'frame_replayed']);

export interface Suspicion {
  /** Something is open that a frame could confirm. */
  open: boolean;
  /** This very observation was an offence of that kind. */
  fresh: boolean;
  /** A frame that had been asked for supports it: one more decides. */
  hardening: boolean;
}

/** Whether another frame is worth asking for after an observation. */
export function suspicionAfter(before: readonly RunningCheck[], after: readonly RunningCheck[], observation: Observation): Suspicion {
  const suspected = after.filter(({ kind, interval }) => BY_FRAME.has(kind) && interval?.confirmed === false);
  const fresh = suspected.some(({ kind, interval }) => before.find((check) => check.kind === kind)?.interval !== interval);
  return { open: suspected.length > 0, fresh, hardening: fresh && observation.type === 'frame' };
}
