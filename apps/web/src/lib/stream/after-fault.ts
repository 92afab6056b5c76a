import type { ErrorCode } from '@invigil/shared';

/**
 * What becomes of a batch that was not taken.
 * `retry`: the same again, later. `renumber`: join anew and send it in a fresh stream. `give_up`: the server will never take this entry.
 */
export type FaultCure = 'retry' | 'rewind' | 'renumber' | 'refresh' | 'give_up';

const CURES: Partial<Record<ErrorCode, FaultCure>> = {
  UNAUTHENTICATED: 'refresh',
  SEQ_GAP: 'rewind',
  SEQ_CONFLICT: 'renumber',
  STREAM_CLOSED: 'renumber',
  BAD_REQUEST: 'give_up',
  BAD_PICTURE: 'give_up',
  TOO_LARGE: 'give_up',
  NOT_FOUND: 'give_up',
  CONFLICT: 'give_up',
  WRONG_STATE: 'give_up',
};

/** The cure for a refused batch; null stands for no answer at all. Whatever is not known for certain is tried again: giving up loses something. */
export const afterFault = (code: ErrorCode | null): FaultCure => (code ? (CURES[code] ?? 'retry') : 'retry');
