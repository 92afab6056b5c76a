import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ErrorCode } from '@invigil/shared';
import type { Response } from 'express';
import { Problem, type ProblemExtra } from './problem.js';

const codes: Record<number, ErrorCode> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'TOO_LARGE',
  429: 'TOO_MANY',
};

/** For refusals that do not say themselves when to come back. */
const RETRY_SECONDS = 60;

interface Answer {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly extra?: ProblemExtra;
}

const unexpected: Answer = {
  status: 500,
  code: 'INTERNAL',
  message: 'An unexpected error occurred. Try again; if it stays, tell whoever runs this server.',
};

/** Every HTTP error has one shape, and nothing internal leaves the server. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const answer = answerTo(error);
    if (answer.status >= 500) this.logger.error(stackOf(error));
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status, code, message, extra } = answer;
    if (status === 429) response.setHeader('Retry-After', String(extra?.retryAfter ?? RETRY_SECONDS));
    response.status(status).json({ status: 'error', message, error: { code, message, ...extra } });
  }
}

function answerTo(error: unknown): Answer {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message);
  // Express's body parsers throw plain errors that carry a status.
  const status = (error as { status?: unknown } | null)?.status;
  if (status === 413) return fromStatus(413, 'The request is too large; send less than 2 MB.');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return fromStatus(status, 'The request could not be read; check that its body is valid JSON.');
  return unexpected;
}

const fromStatus = (status: number, message: string): Answer =>
  status >= 500 ? { ...unexpected, status } : { status, code: codes[status] ?? 'BAD_REQUEST', message };

/** A driver's error carries the query's values (descriptors, tokens): only its text and place are logged. */
const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : 'something that is no Error was thrown';
