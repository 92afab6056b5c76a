import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const ZERO: Buffer = Buffer.alloc(32);

/** What stands in the log about one event; the payload lies apart and can be erased. */
export interface Link {
  /** Place in the attempt's chain, from 1. */
  link: number;
  commitment: Buffer;
  prevHash: Buffer;
  hash: Buffer;
}
export interface SaltedPayload {
  salt: Buffer;
  bytes: Buffer;
}
/** Where a chain ends: hash of its newest link and how many there are. */
export interface Head {
  hash: Buffer | null;
  length: number;
}
export type ChainProblem = 'link_out_of_place' | 'previous_hash' | 'hash' | 'commitment' | 'payload_misplaced' | 'head';

const sha256 = (...parts: Uint8Array[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

/**
 * The next link of a chain.
 * @param bytes canonical JSON of the event
 * @param salt 32 random bytes; without it a commitment would tell whoever guesses the payload that the guess is right
 */
export function buildLink(head: Head, bytes: Buffer, salt: Buffer = randomBytes(32)): { link: Link; payload: SaltedPayload } {
  const prevHash = head.hash ?? ZERO;
  const commitment = sha256(salt, bytes);
  return { link: { link: head.length + 1, commitment, prevHash, hash: sha256(prevHash, commitment) }, payload: { salt, bytes } };
}

/**
 * Checks a whole chain, in the order of its links.
 * @param links every link of one attempt, as stored
 * @param payloads what is left of the payloads; null where it was erased, which leaves the chain valid
 * @param head where the chain must end, as the attempt's row says; a tail that was cut off is found by it
 * @returns null when all is well, else the first place (from 1) where it is not, and why
 */
export function verifyChain(
  links: readonly Link[],
  payloads: readonly (SaltedPayload | null)[],
  head: Head,
): { at: number; problem: ChainProblem } | null {
  let previous: Buffer = ZERO;
  for (const [index, link] of links.entries()) {
    const problem = problemOf(link, index + 1, previous, payloads[index] ?? null);
    if (problem !== null) return { at: index + 1, problem };
    previous = link.hash;
  }
  if (payloads.length > links.length) return { at: links.length + 1, problem: 'payload_misplaced' };
  if (links.length !== head.length || !same(previous, head.hash ?? ZERO)) return { at: links.length, problem: 'head' };
  return null;
}

function problemOf(link: Link, place: number, previous: Buffer, payload: SaltedPayload | null): ChainProblem | null {
  if (link.link !== place) return 'link_out_of_place';
  if (!same(link.prevHash, previous)) return 'previous_hash';
  if (!same(link.hash, sha256(link.prevHash, link.commitment))) return 'hash';
  if (payload !== null && !same(link.commitment, sha256(payload.salt, payload.bytes))) return 'commitment';
  return null;
}
