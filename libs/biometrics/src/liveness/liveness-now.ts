import type { FlashColour, LivenessMove } from '@invigil/shared';
import type { LivenessRun } from './liveness-run.js';
import { isFlashing } from './step-flash.js';

/** The step that a run stands at. */
export interface LivenessNow {
  /** The movement, or null for looking straight ahead. */
  readonly move: LivenessMove | null;
  /** From 1 to `of`, counting movements; looking straight counts to the one that comes. */
  readonly number: number;
  readonly of: number;
  /** Set once the movements are done and colours come; `colour` is null until the person has let them begin. */
  readonly flash: { readonly colour: FlashColour | null } | null;
  /** What the next frame must carry. */
  readonly nonce: string;
}

/** What a page may know of a run: the step that it stands at, and nothing of what comes. */
export function livenessNow(run: LivenessRun): LivenessNow {
  const { order, place, nonces, flash } = run;
  if (flash && isFlashing(run)) {
    const colour = flash.told.at(-1)?.colour ?? null;
    return { move: null, number: order.length, of: order.length, flash: { colour }, nonce: flash.nonces[flash.round] ?? '' };
  }
  const index = Math.floor(place / 2);
  return {
    move: place % 2 === 1 ? (order[index] ?? null) : null,
    number: Math.min(index + 1, order.length),
    of: order.length,
    flash: null,
    nonce: nonces[place] ?? '',
  };
}
