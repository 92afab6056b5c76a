import type { Policy } from '@invigil/shared';

export interface PolicyNumber {
  /** Where the contract's schema reports an error about it. */
  path: string;
  label: string;
  unit?: string;
  hint?: string;
  step?: number;
  get: (policy: Policy) => number;
  set: (policy: Policy, value: number) => void;
}
interface PolicySwitch {
  label: string;
  hint: string;
  get: (policy: Policy) => boolean;
  set: (policy: Policy, on: boolean) => void;
}
export interface PolicySection {
  switch: PolicySwitch;
  numbers: PolicyNumber[];
  /** Further choices while it is on. */
  options?: PolicySwitch[];
}
