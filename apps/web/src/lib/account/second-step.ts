import type { SecondFactor } from '@invigil/shared';
import { ApiError } from '../api-error.ts';

/** Somebody whose password was right and who is asked for more. */
export interface SecondStep {
  /** Goes back to the server with the proof, within 5 minutes. */
  challenge: string;
  methods: readonly SecondFactor[];
}

/** The second step that a refusal asks for; null for any other error. */
export function secondStepOf(error: unknown): SecondStep | null {
  if (!(error instanceof ApiError) || error.code !== 'SECOND_FACTOR_REQUIRED') return null;
  const { challenge, methods } = error.extra;
  return challenge !== undefined && methods !== undefined && methods.length > 0 ? { challenge, methods } : null;
}

/** True when the challenge is over, so that only signing in from the start helps. */
export const isOver = (error: unknown): boolean => error instanceof ApiError && error.code === 'WRONG_STATE';
