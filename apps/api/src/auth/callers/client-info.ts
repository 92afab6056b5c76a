import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { deviceHashOf } from './device-cookie.js';

/** Where a request comes from, for login sessions, audit and limits. */
export interface ClientInfo {
  address: string;
  device: string;
  /** SHA-256 of the browser's device cookie; null for programs, and outside the calls about signing in. */
  deviceHash?: Buffer | null;
}

/** Parameter decorator. The address behind a reverse proxy is believed only as far as TRUST_PROXY says. */
export const Client = createParamDecorator((_: unknown, context: ExecutionContext): ClientInfo => {
  const request = context.switchToHttp().getRequest<Request>();
  return { address: request.ip ?? '', device: (request.headers['user-agent'] ?? '').slice(0, 200), deviceHash: deviceHashOf(request) };
});

/** What a challenge is bound to: the browser by its cookie, a program by what it calls itself. */
export const deviceKey = ({ deviceHash, device }: ClientInfo): Buffer =>
  deviceHash ?? createHash('sha256').update(`program:${device}`).digest();
