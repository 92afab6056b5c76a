import { describe, expect, it } from 'vitest';
import { GRACE_MS, refreshMove } from './refresh-move.js';

const now = new Date('2026-11-21T10:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const [newest, previous, older] = ['n', 'p', 'o'].map((text) => Buffer.alloc(32, text)) as [Buffer, Buffer, Buffer];
const session = { refreshHash: newest, previousHash: previous, rotatedAt: ago(1000), expiresAt: ago(-1000), revokedAt: null };

describe('refreshMove', () => {
  it.each([
    ['the newest token rotates', session, newest, 'rotate'],
    ['the one before is answered again', session, previous, 'repeat'],
    ['an older one was copied', session, older, 'reused'],
    ['the grace ends', { ...session, rotatedAt: ago(GRACE_MS + 1) }, previous, 'reused'],
    ['the grace holds to its last moment', { ...session, rotatedAt: ago(GRACE_MS) }, previous, 'repeat'],
    ['the newest knows no grace', { ...session, rotatedAt: ago(GRACE_MS * 100) }, newest, 'rotate'],
    ['a new session has no token before', { ...session, previousHash: null, rotatedAt: null }, previous, 'reused'],
    ['a session that was ended stays so', { ...session, revokedAt: ago(1) }, newest, 'ended'],
    ['a session runs out', { ...session, expiresAt: now }, newest, 'ended'],
    ['an ended session is not ended again by an old token', { ...session, revokedAt: ago(1) }, older, 'ended'],
  ] as const)('%s', (_, row, hash, move) => {
    expect(refreshMove(row, hash, now)).toBe(move);
  });
});
