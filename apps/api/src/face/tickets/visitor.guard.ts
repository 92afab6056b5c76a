import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { AccessGuard } from '../../auth/callers/access.guard.js';
import type { SignedInRequest } from '../../auth/callers/current-person.js';
import { deviceHashOf, rememberDevice } from '../../auth/callers/device-cookie.js';
import { OwnOriginGuard } from '../../auth/callers/own-origin.guard.js';
import { isBrowser } from '../../auth/callers/request-origin.js';
import { Config } from '../../config/config.js';
import { Problem } from '../../http/problem.js';
import type { VisitorRequest } from './visitor.js';

/** Lets everybody in and notes who they are: some of what is asked is for whoever is signed in, some for whoever is not yet. Never for pages of other sites. */
@Injectable()
export class VisitorGuard implements CanActivate {
  constructor(
    private readonly access: AccessGuard,
    private readonly origin: OwnOriginGuard,
    private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    this.origin.canActivate(context);
    const request = context.switchToHttp().getRequest<SignedInRequest & VisitorRequest>();
    const refusal = await this.access.canActivate(context).then(
      () => null,
      (error: unknown) => {
        if (error instanceof Problem && error.code === 'UNAUTHENTICATED') return error;
        throw error;
      },
    );
    // for reads, too, at which the other guard has nothing to do
    if (isBrowser(request) && deviceHashOf(request) === null)
      rememberDevice(request, context.switchToHttp().getResponse<Response>(), this.config);
    const device = (request.headers['user-agent'] ?? '').slice(0, 200);
    const client = { address: request.ip ?? '', device, deviceHash: deviceHashOf(request) };
    request.visitor = { person: refusal ? null : request.person, refusal, client };
    return true;
  }
}
