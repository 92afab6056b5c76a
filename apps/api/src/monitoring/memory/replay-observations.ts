import type { Policy } from '@invigil/shared';
import type { Violation } from '../../violations/violation.entity.js';
import type { RunningCheck } from '../checks/check.js';
import { startChecks } from '../checks/index.js';
import type { Observation } from '../checks/observation.js';
import { stepChecks } from '../checks/step-checks.js';

type Logged = Pick<Violation, 'kind' | 'openedAt' | 'confirmed' | 'severity' | 'measurements'>;

/**
 * The checks as they stand after the stored observations of the last minutes. What they find is not said again: which violations are open is what the log says.
 * @param observations oldest first
 */
export function replayObservations(observations: readonly Observation[], open: readonly Logged[], policy: Policy): RunningCheck[] {
  let checks = startChecks();
  for (const observation of observations) ({ checks } = stepChecks(checks, observation, policy));
  return checks.map((check) => {
    const logged = open.find(({ kind }) => kind === check.kind);
    if (!logged) return check.withInterval(null);
    const openedAt = logged.openedAt.getTime();
    const { confirmed, severity, measurements } = logged;
    return check.withInterval({
      openedAt,
      confirmed,
      severity,
      measurements,
      lastOffence: Math.max(openedAt, check.interval?.lastOffence ?? 0),
    });
  });
}
