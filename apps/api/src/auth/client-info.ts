import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** Where a request comes from, for login sessions, audit and limits. */
export interface ClientInfo {
  address: string;
  device: string;
}

/** Parameter decorator. The address behind a reverse proxy is believed only as far as TRUST_PROXY says. */
export const Client = createParamDecorator((_: unknown, context: ExecutionContext): ClientInfo => {
  const request = context.switchToHttp().getRequest<Request>();
  return { address: request.ip ?? '', device: (request.headers['user-agent'] ?? '').slice(0, 200) };
});
