import type { ViolationKind } from '@invigil/shared';
import type { Finding } from './finding.js';
import { strengthOf } from './strength-of.js';
import type { ViolationEventType } from './violation-event.entity.js';

/** Pictures kept of one violation at most: a long one does not keep hundreds. */
export const MAX_EVIDENCE = 4;
/** A further picture must show more than the strongest so far by this factor, or the first seconds would use up the room for what comes later. */
const MORE = 1.1;

/** What is known about the open violation of the finding's kind. */
export interface Open {
  confirmed: boolean;
  severity: number;
  measurements: Record<string, unknown>;
  /** Pictures kept so far. */
  evidence: number;
}
/** What the checks make happen to a violation; verdicts come from people. */
export type Step = Exclude<ViolationEventType, 'judged'>;
export interface Steps {
  events: Step[];
  /** Whether the finding's picture becomes evidence, which the last event then names. */
  keeps: boolean;
}

/**
 * What a finding changes. A repeat changes nothing; a `confirm` or `escalate` of something that is not open opens it first, so that no finding is
 * lost; a `close` of something that is not open is nothing. Of the pictures the first, those of each change and stronger ones are kept.
 * @param open the open violation of that kind, or null
 * @param severity what the finding is worth, already limited to its kind
 * @param pictured whether a picture of it was handed over
 */
export function follow(
  open: Open | null,
  { op, kind, measurements }: Pick<Finding, 'op' | 'kind' | 'measurements'>,
  severity: number,
  pictured: boolean,
): Steps {
  if (op === 'close') return { events: open === null ? [] : ['closed'], keeps: pictured && hasRoom(open) };
  if (open === null)
    return { events: op === 'open' ? ['opened'] : op === 'confirm' ? ['opened', 'confirmed'] : ['opened', 'escalated'], keeps: pictured };
  const changes = op === 'confirm' && !open.confirmed;
  const rises = severity > open.severity;
  const keeps = pictured && hasRoom(open) && (changes || rises || tellsMore(open, kind, measurements));
  if (changes) return { events: ['confirmed'], keeps };
  return { events: rises || keeps ? ['escalated'] : [], keeps };
}

const hasRoom = (open: Open | null): boolean => open !== null && open.evidence < MAX_EVIDENCE;
const tellsMore = (open: Open, kind: ViolationKind, measurements: Record<string, unknown>): boolean =>
  open.evidence === 0 || strengthOf(kind, measurements) > MORE * strengthOf(kind, open.measurements);
