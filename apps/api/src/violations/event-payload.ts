import canonicalize from 'canonicalize';
import type { Verdict } from '@invigil/shared';
import type { ViolationEventType } from './violation-event.entity.js';
import type { ViolationRow } from './violation.entity.js';

/** What one event says besides the violation it is about. */
export interface EventFacts {
  type: ViolationEventType;
  at: Date;
  measurements: Record<string, unknown>;
  evidence: readonly { id: string; sha256: Buffer }[];
  verdict?: { verdict: Verdict; reason: string; by: string };
}
export interface EventPlace {
  eventId: string;
  position: number;
  link: number;
  recordedAt: Date;
}

/** The bytes that a link commits to: canonical JSON (RFC 8785), UTF-8. `state` and `severity` are those after the event. */
export function eventPayload(violation: ViolationRow, facts: EventFacts, { recordedAt, ...place }: EventPlace): Buffer {
  const text = canonicalize({
    ...place,
    violationId: violation.id,
    attemptId: violation.attemptId,
    examId: violation.examId,
    type: facts.type,
    kind: violation.kind,
    at: facts.at.toISOString(),
    state: violation.state,
    severity: violation.severity,
    measurements: facts.measurements,
    policyHash: violation.policyHash,
    pipelineId: violation.pipelineId,
    engine: violation.engine,
    evidence: facts.evidence.map(({ id, sha256 }) => ({ id, sha256: sha256.toString('hex') })),
    ...(facts.verdict === undefined ? {} : { verdict: facts.verdict }),
    recordedAt: recordedAt.toISOString(),
  });
  if (text === undefined) throw new Error('an event without a payload');
  return Buffer.from(text);
}
