import type { Finding, RecordContext } from './finding.js';
import type { Step } from './follow.js';
import { strengthOf } from './strength-of.js';
import type { ViolationRow } from './violation.entity.js';

type Seen = Pick<Finding, 'kind' | 'at' | 'severity' | 'measurements' | 'endedAt'>;

/** The row of a violation that is just opened by a finding. */
export const opened = (id: string, context: RecordContext, finding: Seen): ViolationRow => ({
  id,
  attemptId: context.attemptId,
  examId: context.examId,
  position: '0',
  kind: finding.kind,
  state: 'suspected',
  confirmed: false,
  severity: finding.severity,
  openedAt: new Date(finding.at),
  endedAt: null,
  measurements: finding.measurements,
  policyHash: context.policyHash,
  pipelineId: context.pipelineId,
  engine: context.engine,
  verdict: null,
  verdictReason: null,
  verdictBy: null,
  verdictAt: null,
});

/**
 * A violation after one more event. Severity never sinks, the strongest measurements stay (the last look at an impostor who left would hide what was
 * seen), and an end never lies before the beginning.
 */
export function project(violation: ViolationRow, type: Step, finding: Seen): ViolationRow {
  const stronger = strengthOf(finding.kind, finding.measurements) >= strengthOf(finding.kind, violation.measurements);
  const next = {
    ...violation,
    severity: Math.max(violation.severity, finding.severity),
    measurements: stronger ? finding.measurements : violation.measurements,
  };
  if (type === 'confirmed') return { ...next, state: 'confirmed', confirmed: true };
  if (type !== 'closed') return next;
  const endedAt = new Date(Math.max(violation.openedAt.getTime(), finding.endedAt ?? finding.at));
  return { ...next, severity: violation.severity, state: 'closed', endedAt };
}
