import { createHash } from 'node:crypto';
import type { Policy } from '@invigil/shared';
import canonicalize from 'canonicalize';

/** SHA-256 of a policy's canonical JSON (RFC 8785) in hex: the same for the same policy, whatever the order of its fields. */
export function policyHash(policy: Policy): string {
  const text = canonicalize(policy);
  if (text === undefined) throw new TypeError('A policy must be plain JSON.');
  return createHash('sha256').update(text).digest('hex');
}
