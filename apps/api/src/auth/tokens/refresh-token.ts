import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import { seal, unseal } from '../../keys/seal.js';

const ID_BYTES = 16;
const SECRET_BYTES = 32;
const MAC_BYTES = 16;

/** Opaque to everybody: the session's id, 32 random bytes, and a mark that this server made it. */
export function mintRefreshToken(sessionId: string, serverSecret: string): string {
  const body = Buffer.concat([parse(sessionId), randomBytes(SECRET_BYTES)]);
  return Buffer.concat([body, markOf(body, serverSecret)]).toString('base64url');
}

/**
 * The session of a token that this server made, however old it is. Without the mark anybody who learned a session's id could have it revoked.
 * @returns null when it was made up
 */
export function sessionOfRefreshToken(token: string, serverSecret: string): string | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ID_BYTES + SECRET_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return null;
  const body = bytes.subarray(0, ID_BYTES + SECRET_BYTES);
  if (!timingSafeEqual(bytes.subarray(ID_BYTES + SECRET_BYTES), markOf(body, serverSecret))) return null;
  return stringify(body.subarray(0, ID_BYTES));
}

/** What the database keeps of a token. */
export const hashOfRefreshToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Keeps a token's successor so that only who holds the token itself can open it. */
export const sealSuccessor = (token: string, successor: string): Buffer => seal(successorKey(token), Buffer.from(successor), 'successor');
export const openSuccessor = (token: string, sealed: Uint8Array): string => unseal(successorKey(token), sealed, 'successor').toString();

const successorKey = (token: string): Buffer => createHash('sha256').update(`successor:${token}`).digest();
const markOf = (body: Buffer, serverSecret: string): Buffer =>
  createHmac('sha256', `refresh:${serverSecret}`).update(body).digest().subarray(0, MAC_BYTES);
