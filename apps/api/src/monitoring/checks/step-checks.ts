import type { Policy } from '@invigil/shared';
import type { Finding } from '../../violations/finding.js';
import type { RunningCheck } from './check.js';
import type { Observation } from './observation.js';

/**
 * Shows one observation to every check.
 * @returns the checks as they are afterwards and what they found, in the order of the checks
 */
export function stepChecks(
  checks: readonly RunningCheck[],
  observation: Observation,
  policy: Policy,
): { checks: RunningCheck[]; findings: Finding[] } {
  const steps = checks.map((check) => check.step(observation, policy));
  return { checks: steps.map(({ next }) => next), findings: steps.flatMap(({ findings }) => findings) };
}
