import type { SecurityEvent } from '@invigil/shared';
import type { AuditEntry } from '../audit/audit-entry.entity.js';
import { deviceInWords } from '../auth/sessions/device-words.js';

/** Facts that a person may read about themselves; never a distance, a score or an id. */
const TOLD = ['method', 'kind', 'reason', 'version', 'what', 'from', 'to', 'fileName', 'outcome'] as const;

/**
 * A line of the audit log as the person reads it whom it is about. Of what staff did it says what and when, not from where, and not why
 * an account was closed: that is for the log.
 */
export function toSecurityEvent({ id, at, action, actorId, detail, address }: AuditEntry, personId: string): SecurityEvent {
  const by = actorId === personId ? 'you' : actorId === null ? 'nobody' : 'staff';
  const told = by === 'staff' && action.startsWith('account.') ? [] : TOLD.filter((key) => isPlain(detail[key]));
  return {
    id,
    at: at.toISOString(),
    action,
    by,
    device: by !== 'staff' && typeof detail['device'] === 'string' ? deviceInWords(detail['device']).words : '',
    address: by === 'staff' ? '' : address,
    detail: Object.fromEntries(told.map((key) => [key, detail[key] as string])),
  };
}

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
