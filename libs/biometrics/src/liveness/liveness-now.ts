import type { LivenessMove } from '@invigil/shared';
import type { LivenessRun } from './liveness-run.js';

/** The step that a run stands at. */
export interface LivenessNow {
  /** The movement, or null for looking straight ahead. */
  readonly move: LivenessMove | null;
  /** From 1 to `of`, counting movements; looking straight counts to the one that comes. */
  readonly number: number;
  readonly of: number;
  /** What the next frame must carry. */
  readonly nonce: string;
}

/** What a page may know of a run: the step that it stands at, and nothing of what comes. */
export function livenessNow({ order, place, nonces }: LivenessRun): LivenessNow {
  const index = Math.floor(place / 2);
  return {
    move: place % 2 === 1 ? (order[index] ?? null) : null,
    number: Math.min(index + 1, order.length),
    of: order.length,
    nonce: nonces[place] ?? '',
  };
}
