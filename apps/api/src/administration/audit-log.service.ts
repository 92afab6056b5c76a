import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AuditPage, AuditQuery, AuditRow } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { Attempt } from '../attempts/attempt.entity.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { LoginSession } from '../auth/entities/login-session.entity.js';
import { User } from '../auth/entities/user.entity.js';
import { deviceInWords } from '../auth/sessions/device-words.js';
import { narrow } from './audit-filter.js';

type RawRow = Omit<AuditRow, 'at'> & { at: Date };

/** Which browser it was, as a person would say it. */
const readable = (detail: AuditRow['detail']): AuditRow['detail'] =>
  typeof detail['device'] === 'string' ? { ...detail, device: deviceInWords(detail['device']).words } : detail;

/** The audit log for reading. */
@Injectable()
export class AuditLogService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Ids are made in the order of time: `before` is the `next` of the page before. */
  async page(wanted: AuditQuery): Promise<AuditPage> {
    const { limit } = wanted;
    const columns = ['id', 'actorId', 'action', 'subjectType', 'subjectId', 'detail', 'address', 'at'].map(
      (name) => `a.${name} AS "${name}"`,
    );
    const query = this.source
      .createQueryBuilder(AuditEntry, 'a')
      .leftJoin(User, 'u', 'u.id = a.actorId')
      .leftJoin(Attempt, 't', `t.id = a.subjectId AND a.subjectType = 'attempt'`)
      .leftJoin(LoginSession, 'l', `l.id = a.subjectId AND a.subjectType = 'session'`)
      .leftJoin(User, 's', `s.id = CASE a.subjectType WHEN 'user' THEN a.subjectId ELSE coalesce(t.userId, l.userId) END`)
      .select([...columns, 'u.email AS "actor"', 's.email AS "subject"'])
      .orderBy('a.id', 'DESC')
      .limit(limit + 1);
    narrow(query, wanted);
    const rows = await query.getRawMany<RawRow>();
    const entries = rows.slice(0, limit).map((row) => ({ ...row, detail: readable(row.detail), at: row.at.toISOString() }));
    return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
  }
}
