import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { LivenessPurpose } from '@invigil/shared';
import type { ClientInfo } from '../../auth/callers/client-info.js';
import type { Person } from '../../auth/tokens/person.js';
import type { Problem } from '../../http/problem.js';
import type { TicketUse } from './liveness-proof.js';

/** Whoever asks, signed in or not. */
export interface Visitor {
  /** Null where nobody is signed in; `refusal` says why. */
  readonly person: Person | null;
  readonly refusal: Problem | null;
  readonly client: ClientInfo;
}

/** A request that passed the VisitorGuard. */
export interface VisitorRequest extends Request {
  visitor: Visitor;
}

/** Parameter decorator: who asks, signed in or not. */
export const Visiting = createParamDecorator(
  (_: unknown, context: ExecutionContext): Visitor => context.switchToHttp().getRequest<VisitorRequest>().visitor,
);

/** The browser that began it, by its device cookie; null for programs, which hold what they are told. */
export const holderOf = ({ deviceHash }: ClientInfo): string | null => deviceHash?.toString('base64url') ?? null;

/**
 * Whose a run of this purpose is: signing in is for visitors, all else for a session.
 * @throws Problem UNAUTHENTICATED
 */
export function useOf(purpose: LivenessPurpose, { person, refusal, client }: Visitor): TicketUse {
  if (purpose === 'sign_in') return { purpose, personId: null, holder: holderOf(client) };
  if (!person) throw refusal ?? new Error('A visitor is signed in or was refused.');
  return { purpose, personId: person.id, holder: person.sessionId };
}
