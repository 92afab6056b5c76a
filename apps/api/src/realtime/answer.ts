import type { Ack, WireError } from '@invigil/shared';
import { Logger } from '@nestjs/common';
import type { z } from 'zod';
import { Problem } from '../http/problem.js';
import type { SignedInSocket } from './signed-in-socket.js';

const logger = new Logger('Realtime');

/** Checks one call and runs it; whatever happens becomes an answer. The payload is never logged nor sent back. */
export async function answer<Q extends z.ZodType, R>(
  event: string,
  socket: SignedInSocket,
  schema: Q,
  request: unknown,
  run: (checked: z.output<Q>) => Promise<R>,
): Promise<Ack<R>> {
  if (socket.data.person.expiresAt.getTime() <= Date.now()) {
    return { error: { code: 'UNAUTHENTICATED', message: 'Your sign-in has run out. Refresh it and connect again.' } };
  }
  const parsed = schema.safeParse(request);
  if (!parsed.success) return { error: { code: 'BAD_REQUEST', message: sentence(parsed.error) } };
  try {
    return { data: await run(parsed.data) };
  } catch (error) {
    return { error: toWireError(event, error) };
  }
}

/** A refusal as it is; anything else as one sentence that says nothing internal, with the cause in the log. */
export function toWireError(event: string, error: unknown): WireError {
  if (error instanceof Problem) return { code: error.code, message: error.message, ...error.extra };
  logger.error(`${event} failed: ${error instanceof Error ? (error.stack ?? error.message) : 'something that is no Error was thrown'}`);
  return { code: 'INTERNAL', message: 'An unexpected error occurred. Try again; if it stays, tell whoever runs this server.' };
}

function sentence(error: z.ZodError): string {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const what = issue?.message ?? 'check what was sent';
  return field === '' ? `The message is not valid: ${what}` : `The message is not valid at ${field}: ${what}`;
}
