import type { LoginSession } from '../entities/login-session.entity.js';

/** A lost answer must not sign a student out in mid-exam: for so long the token before the last is answered once more. */
export const GRACE_MS = 30_000;

type Stored = Pick<LoginSession, 'refreshHash' | 'previousHash' | 'rotatedAt' | 'expiresAt' | 'revokedAt'>;

/**
 * What to do with a refresh token that this server made for this session.
 * - `rotate`: it is the newest one
 * - `repeat`: its successor has not been used (then the row would hold another previous one) and the grace runs
 * - `reused`: an older one; somebody has a copy
 * - `ended`: the session is over
 */
export function refreshMove(session: Stored, hash: Buffer, now: Date): 'rotate' | 'repeat' | 'reused' | 'ended' {
  if (session.revokedAt !== null || session.expiresAt <= now) return 'ended';
  if (session.refreshHash.equals(hash)) return 'rotate';
  const inGrace = session.rotatedAt !== null && now.getTime() - session.rotatedAt.getTime() <= GRACE_MS;
  return inGrace && session.previousHash?.equals(hash) === true ? 'repeat' : 'reused';
}
