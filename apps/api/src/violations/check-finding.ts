import { VIOLATIONS } from '@invigil/shared';
import type { Finding } from './finding.js';

/**
 * A finding with its measurements checked and its severity limited to what its kind may weigh.
 * @throws ZodError when the measurements are not those of the kind: evidence without proof is never recorded
 */
export function checkFinding(finding: Finding): Finding {
  const { measurements, severity: most } = VIOLATIONS[finding.kind];
  return {
    ...finding,
    measurements: measurements.parse(finding.measurements),
    severity: Math.min(most, Math.max(0, finding.severity)),
  };
}
