import { FILE_AREA_MS } from '@invigil/shared';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { SignedInRequest } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { ProofService } from '../auth/proof/proof.service.js';
import { Problem } from '../http/problem.js';

/**
 * The door of the file area: a face verified, or a passkey given, within 15 minutes; a session that began with a passkey; and never a face alone.
 * Stands behind the AccessGuard.
 */
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
    if (person.method === 'passkey' || Date.now() < closesAt(person)) return;
    throw new Problem(
      'FACE_CHECK_REQUIRED',
      'Verify your face, or use a passkey, to open the file area; it then stays open for 15 minutes.',
      { next: 'POST /api/verify-face' },
    );
  }
}

/** When the file area closes for this session, ISO 8601; null where it began with a passkey, which keeps it open. */
export const openUntil = (person: Person): string | null =>
  person.method === 'passkey' || closesAt(person) === 0 ? null : new Date(closesAt(person)).toISOString();

/** By the clock, in milliseconds; 0 where neither a face nor a passkey has opened it. */
function closesAt({ faceVerifiedAt, passkeyAt }: Person): number {
  const shown = Math.max(faceVerifiedAt?.getTime() ?? 0, passkeyAt?.getTime() ?? 0);
  return shown === 0 ? 0 : shown + FILE_AREA_MS;
}
