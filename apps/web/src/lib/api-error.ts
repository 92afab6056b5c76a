import type { ErrorCode, WireError } from '@invigil/shared';
import { WireFault } from './wire-fault.ts';

/** A refused or failed call. `message` is written for people and says what to do next; `status` 0 means that no answer came. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode | 'OFFLINE',
    message: string,
    readonly status: number,
    /** What came with the refusal, such as the challenge of a second step. */
    readonly extra: Omit<WireError, 'code' | 'message'> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** The sentence to show for whatever was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiError || error instanceof WireFault
    ? error.message
    : 'Something went wrong on this page. Load it again; if it stays, tell whoever runs this server.';
