import { DEFAULT_POLICY, policySchema } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { CHECKS, SENDING } from './policy-sections.ts';

const switches = CHECKS.flatMap(({ switch: main, options = [] }) => [main, ...options]);

describe('the policy on the page', () => {
  it('changes exactly what each switch says, and turns it back', () => {
    for (const { label, get, set } of switches) {
      const policy = structuredClone(DEFAULT_POLICY);
      const usual = get(policy);
      set(policy, !usual);
      expect(get(policy), label).toBe(!usual);
      expect(policy, label).not.toEqual(DEFAULT_POLICY);
      set(policy, usual);
      expect(policy, label).toEqual(DEFAULT_POLICY);
    }
  });

  it('reads and writes each number where the schema reports an error about it', () => {
    for (const { path, get, set } of [...CHECKS.flatMap(({ numbers }) => numbers), ...SENDING]) {
      const policy = structuredClone(DEFAULT_POLICY);
      set(policy, -1);
      expect(get(policy), path).toBe(-1);
      const problem = policySchema.safeParse(policy).error?.issues[0];
      expect(problem?.path.join('.'), path).toBe(path);
    }
  });

  it('has one place for each thing', () => {
    const names = [...switches.map(({ label }) => label), ...CHECKS.flatMap(({ numbers }) => numbers.map(({ path }) => path))];
    expect(new Set(names).size).toBe(names.length);
  });
});
