import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { SignedInRequest } from '../callers/current-person.js';
import { FirstProof } from './first-proof.service.js';

/** After the AccessGuard: as the FreshProofGuard, but an account that has neither a password nor a passkey may show its face instead. */
@Injectable()
export class FirstProofGuard implements CanActivate {
  constructor(private readonly first: FirstProof) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.first.require(context.switchToHttp().getRequest<SignedInRequest>().person);
    return true;
  }
}
