import { createHash, randomBytes } from 'node:crypto';

/** A new invitation: 32 random bytes as text for the link, and their hash, which is all that is stored. */
export function mintInvitation(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: invitationHash(token) };
}

/** SHA-256 of an invitation's token. */
export function invitationHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
