import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SecurityEvent, SecurityEventPage } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { Person } from '../auth/tokens/person.js';
import { toSecurityEvent } from './to-security-event.js';

/** What a person does to things of their own and others', as far as it concerns how they sign in and what is stored about them. */
const OWN_DEEDS = '^(passkey|totp|second_factor|recovery_code|face|liveness|file|enrolment)s?[._]';

/** Of the account; of its sessions, whoever ended them, and of nobody else's; and what the person did. */
const CONCERNS = `(a.subject_type = 'user' AND a.subject_id = :id)
  OR (a.subject_type = 'session' AND a.subject_id IN (SELECT b.subject_id FROM audit_log b WHERE b.actor_id = :id AND b.action = 'session.begun'))
  OR (a.actor_id = :id AND a.subject_type NOT IN ('user', 'session') AND a.action ~ :own)`;

/** A person's own part of the audit log. */
@Injectable()
export class SecurityEventsService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @param before the `next` of the page before; ids are made in the order of time */
  async page({ id }: Person, before: string | undefined, limit: number): Promise<SecurityEventPage> {
    const query = this.source
      .createQueryBuilder(AuditEntry, 'a')
      .where(`(${CONCERNS})`, { id, own: OWN_DEEDS })
      .orderBy('a.id', 'DESC')
      .limit(limit + 1);
    if (before !== undefined) query.andWhere('a.id < :before', { before });
    const rows = await query.getMany();
    const events: SecurityEvent[] = rows.slice(0, limit).map((row) => toSecurityEvent(row, id));
    return { events, next: rows.length > limit ? (events.at(-1)?.id ?? null) : null };
  }
}
