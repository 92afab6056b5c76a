import { z } from 'zod';
import { jpegSchema } from './frame.js';

/** Head movements, as the person makes them: `left` is the person's own left. */
export const LIVENESS_MOVES = ['left', 'right', 'up', 'down'] as const;
export type LivenessMove = (typeof LIVENESS_MOVES)[number];

/** The soft colours that a page can show, by name: how they look is the page's own. Cool has more blue than warm. */
export const FLASH_COLOURS = ['warm', 'cool'] as const;
export type FlashColour = (typeof FLASH_COLOURS)[number];

/**
 * Why a run failed: time ran out; another movement than the one asked for; an answer to another nonce; more than one face;
 * the picture jumped as if cut; the movement was that of a flat picture; the face is not the one the run began with; the colours of the flash did not come back.
 */
export const LIVENESS_FAULTS = ['time', 'wrong_move', 'nonce', 'several', 'cut', 'flat', 'other_face', 'flash'] as const;
export type LivenessFault = (typeof LIVENESS_FAULTS)[number];

/** What the page shows now. One at a time: the page never learns the next movement before this one is done. */
export interface LivenessStep {
  /** `centre`: look straight ahead; `move`: the movement; `flash`: hold still while the page shows `colour`, or let it begin while that is null. */
  kind: 'centre' | 'move' | 'flash';
  move: LivenessMove | null;
  colour: FlashColour | null;
  /** From 1 to `of`, counting movements only. */
  number: number;
  of: number;
  /** What keeps it from going on, in words for the person; null when all is well. Never a number. */
  advice: string | null;
}
/** Asked of a page during the exam; the person begins when ready. */
export interface LivenessAsked {
  runId: string;
  /** Server time in ms until which the person may begin; passing it unanswered is a failed run only while connected. */
  beginByMs: number;
  /** Seconds for all movements once begun. */
  seconds: number;
  /** Soft colours come after the movements; the person must be told before they begin. */
  flash: boolean;
}
export interface LivenessState {
  runId: string;
  state: 'running' | 'passed' | 'failed' | 'void';
  /** Must come with the next frame. */
  nonce: string;
  step: LivenessStep | null;
  /** Server time in ms. */
  deadlineMs: number | null;
  /** What happens next, for the person; set once it is over. */
  message: string | null;
}

export const livenessBeginSchema = z.object({ runId: z.uuid() });
/** The person cannot or will not do it: a person decides instead, and it counts against nobody. */
export const livenessDeclineSchema = z.object({ runId: z.uuid() });
/** One frame of a run; the page sends the next when this one has been answered, some five a second. */
export const livenessFrameSchema = z.object({
  runId: z.uuid(),
  nonce: z.string().min(16).max(64),
  at: z.number().int().min(0),
  jpeg: jpegSchema,
});
