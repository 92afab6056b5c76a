import { Problem } from '../../http/problem.js';
import type { Person } from '../tokens/person.js';

/** @throws Problem PROOF_REQUIRED in a session that a face alone has opened, until the password or a passkey was given */
export function requireMoreThanFace({ provedAt }: Pick<Person, 'provedAt'>): void {
  if (provedAt) return;
  throw new Problem('PROOF_REQUIRED', 'You signed in with your face alone. Enter your password or use a passkey, then try again.', {
    next: 'POST /auth/prove',
  });
}
