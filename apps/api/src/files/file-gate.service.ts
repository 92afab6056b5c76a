import { FILE_AREA_MS } from '@invigil/shared';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { SignedInRequest } from '../auth/current-person.js';
import type { Person } from '../auth/person.js';
import { ProofService } from '../auth/proof.service.js';
import { Problem } from '../http/problem.js';

/** The door of the file area: a face verified within 15 minutes, or a passkey; and never a face alone. Stands behind the AccessGuard. */
@Injectable()
export class FileGate implements CanActivate {
  constructor(private readonly proof: ProofService) {}

  canActivate(context: ExecutionContext): boolean {
    this.requireOpen(context.switchToHttp().getRequest<SignedInRequest>().person);
    return true;
  }

  /** @throws Problem PROOF_REQUIRED or FACE_CHECK_REQUIRED with what to do */
  requireOpen(person: Person): void {
    this.proof.requireMoreThanFace(person);
    if (this.isOpen(person)) return;
    throw new Problem(
      'FACE_CHECK_REQUIRED',
      'Verify your face to open the file area; it then stays open for 15 minutes. Signing in with a passkey opens it too.',
    );
  }

  private isOpen({ method, faceVerifiedAt }: Person): boolean {
    return method === 'passkey' || (faceVerifiedAt !== null && Date.now() - faceVerifiedAt.getTime() < FILE_AREA_MS);
  }
}

/** When the file area closes for this session, ISO 8601; null where a passkey keeps it open. */
export function openUntil({ method, faceVerifiedAt }: Person): string | null {
  return method === 'passkey' || !faceVerifiedAt ? null : new Date(faceVerifiedAt.getTime() + FILE_AREA_MS).toISOString();
}
