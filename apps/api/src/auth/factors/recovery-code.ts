import { createHash, randomInt } from 'node:crypto';

/** Without what is easily read as something else (0 and o, 1, l and i). */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUP = 5;

/** Ten of these are shown once: `k7wmp-x3f9q`, about 49 bits each. */
export function mintRecoveryCode(): string {
  const letters = Array.from({ length: 2 * GROUP }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
  return `${letters.slice(0, GROUP)}-${letters.slice(GROUP)}`;
}

/**
 * What is kept of a code. It is random, so a plain hash is enough: there is no dictionary to try.
 * @param code as typed: blanks, hyphens and capitals do not count
 * @param userId a code is worth nothing on another account's row
 */
export function hashOfRecoveryCode(code: string, userId: string): Buffer {
  const letters = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(`recovery:${userId}:${letters}`).digest();
}
