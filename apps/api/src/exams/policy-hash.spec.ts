import { createHash } from 'node:crypto';
import { DEFAULT_POLICY, policySchema } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { policyHash } from './policy-hash.js';

const reversed = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).reverse()) as T;

describe('policyHash', () => {
  it('is 64 hexadecimal digits over JSON with sorted keys', () => {
    const hash = policyHash(DEFAULT_POLICY);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const sorted = JSON.stringify(DEFAULT_POLICY, (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
    expect(hash).toBe(createHash('sha256').update(sorted).digest('hex'));
  });

  it('does not depend on the order of the fields', () => {
    expect(policyHash(reversed({ ...DEFAULT_POLICY, identity: reversed(DEFAULT_POLICY.identity) }))).toBe(policyHash(DEFAULT_POLICY));
  });

  it('changes with every number', () => {
    expect(policyHash(policySchema.parse({ identity: { same: 0.49 } }))).not.toBe(policyHash(DEFAULT_POLICY));
    expect(policyHash(policySchema.parse({ mergeSeconds: 11 }))).not.toBe(policyHash(DEFAULT_POLICY));
  });
});
