import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { SignedInRequest } from '../callers/current-person.js';
import { ProofService } from './proof.service.js';

/** After the AccessGuard: only in a session in which the password or a passkey was given within the last 10 minutes. */
@Injectable()
export class FreshProofGuard implements CanActivate {
  constructor(private readonly proof: ProofService) {}

  canActivate(context: ExecutionContext): boolean {
    this.proof.requireFresh(context.switchToHttp().getRequest<SignedInRequest>().person);
    return true;
  }
}
