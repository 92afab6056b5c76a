import { Injectable } from '@nestjs/common';
import { Problem } from '../../http/problem.js';
import { requireMoreThanFace } from '../callers/more-than-face.js';
import type { Person } from '../tokens/person.js';

const FRESH_MS = 10 * 60_000;

/** What a session has to have shown before it may do what matters. */
@Injectable()
export class ProofService {
  /** @throws Problem PROOF_REQUIRED unless the password or a passkey was given in this session within the last 10 minutes */
  requireFresh({ provedAt }: Person): void {
    if (provedAt && Date.now() - provedAt.getTime() <= FRESH_MS) return;
    throw new Problem('PROOF_REQUIRED', 'Enter your password once more, or use a passkey, then try again within 10 minutes.', {
      next: 'POST /auth/prove',
    });
  }

  /** @throws Problem PROOF_REQUIRED in a session that a face alone has opened, until the password or a passkey was given */
  requireMoreThanFace(person: Person): void {
    requireMoreThanFace(person);
  }
}
