import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Person } from '../tokens/person.js';

/** A request that passed the AccessGuard. */
export interface SignedInRequest extends Request {
  person: Person;
}

/** Parameter decorator: who makes the request. */
export const CurrentPerson = createParamDecorator(
  (_: unknown, context: ExecutionContext): Person => context.switchToHttp().getRequest<SignedInRequest>().person,
);
