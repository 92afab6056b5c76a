import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '@invigil/shared';

/** A refusal that says why to a program (code) and what to do to a person (message). */
export class RequestError extends HttpException {
  constructor(
    status: number,
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message, status);
  }
}
