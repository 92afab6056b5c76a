import { z } from 'zod';

/** A line of the audit log, as the administrator reads it. */
export interface AuditRow {
  id: string;
  actorId: string | null;
  /** Address of whoever did it; null when it was the server itself. */
  actor: string | null;
  action: string;
  subjectType: string;
  subjectId: string | null;
  /** Address of the account that it was done to, or whose sitting or device it was done to; null when it was done to something else. */
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

/** What the log is about, in groups that an administrator would look in. */
export const AUDIT_AREAS = ['sign_in', 'accounts', 'faces', 'exams', 'evidence', 'files', 'monitor', 'installation'] as const;
export type AuditArea = (typeof AUDIT_AREAS)[number];

const instant = z.iso.datetime({ offset: true, error: 'Write a time as 2026-11-20T09:00:00Z.' }).optional();

/** `GET /api/audit`. What is set narrows the log, all of it together; `from` is the first instant and `to` the first one after the last. */
export const auditQuerySchema = z
  .strictObject({
    /** A part of the name or address of who did it or whom it was done to. */
    person: z.string().trim().max(254, 'Write at most 254 characters.').default(''),
    area: z.enum(AUDIT_AREAS, { error: `Choose one of ${AUDIT_AREAS.join(', ')}.` }).optional(),
    from: instant,
    to: instant,
    before: z.uuid('Take it from the `next` of the page before.').optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'Choose an end that lies after the beginning.',
  });
export type AuditQuery = z.infer<typeof auditQuerySchema>;
