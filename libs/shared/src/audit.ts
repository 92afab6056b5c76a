/** A line of the audit log, as the administrator reads it. */
export interface AuditRow {
  id: string;
  actorId: string | null;
  /** Address of whoever did it; null when it was the server itself. */
  actor: string | null;
  action: string;
  subjectType: string;
  subjectId: string | null;
  /** Address of the account that it was done to; null when it was done to something else. */
  subject: string | null;
  detail: Record<string, unknown>;
  address: string;
  at: string;
}

/** Newest first. `next` is the `before` of the following page, null on the last one. */
export interface AuditPage {
  entries: AuditRow[];
  next: string | null;
}
