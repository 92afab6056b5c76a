import type { ViolationView } from '@invigil/shared';
import type { Evidence } from './evidence.entity.js';
import type { ViolationRow } from './violation.entity.js';

/** A violation as proctors and reviewers see it. `judge` is the name of whoever gave the verdict. */
export const violationView = (violation: ViolationRow, evidence: readonly Evidence[], judge: string | null): ViolationView => ({
  id: violation.id,
  attemptId: violation.attemptId,
  examId: violation.examId,
  position: Number(violation.position),
  kind: violation.kind,
  state: violation.state,
  confirmed: violation.confirmed,
  severity: violation.severity,
  openedAt: violation.openedAt.toISOString(),
  endedAt: violation.endedAt?.toISOString() ?? null,
  measurements: violation.measurements,
  policyHash: violation.policyHash,
  pipelineId: violation.pipelineId,
  engine: violation.engine,
  evidence: evidence.map(({ id, at, faces, subject }) => ({ id, at: at.toISOString(), faces, subject })),
  verdict:
    violation.verdict === null || violation.verdictAt === null
      ? null
      : { verdict: violation.verdict, reason: violation.verdictReason ?? '', by: judge ?? '', at: violation.verdictAt.toISOString() },
});
