import type { ViolationKind } from '@invigil/shared';
import { Not, type EntityManager } from 'typeorm';
import { evidenceOf } from './evidence-of.js';
import type { Evidence } from './evidence.entity.js';
import type { Open } from './follow.js';
import { Violation, type ViolationRow } from './violation.entity.js';

export interface OpenViolation {
  row: ViolationRow;
  evidence: Evidence[];
}

/** What is open on an attempt, by kind; at most one of each. */
export async function openViolations(manager: EntityManager, attemptId: string): Promise<Map<ViolationKind, OpenViolation>> {
  const rows = await manager.find(Violation, { where: { attemptId, state: Not('closed') }, order: { openedAt: 'ASC' } });
  const evidence = await evidenceOf(
    manager,
    rows.map(({ id }) => id),
  );
  return new Map(rows.map((row) => [row.kind, { row, evidence: evidence.get(row.id) ?? [] }]));
}

/** An open violation as `follow` wants it. */
export const asOpen = (open: OpenViolation | undefined): Open | null =>
  open === undefined ? null : { ...open.row, evidence: open.evidence.length };
