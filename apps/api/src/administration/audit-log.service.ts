import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AuditPage, AuditRow } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { deviceInWords } from '../auth/sessions/device-words.js';
import { User } from '../auth/entities/user.entity.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';

type RawRow = Omit<AuditRow, 'at'> & { at: Date };

/** Which browser it was, as a person would say it. */
const readable = (detail: AuditRow['detail']): AuditRow['detail'] =>
  typeof detail['device'] === 'string' ? { ...detail, device: deviceInWords(detail['device']).words } : detail;

/** The audit log for reading. */
@Injectable()
export class AuditLogService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @param before the `next` of the page before; ids are made in the order of time */
  async page(before: string | undefined, limit: number): Promise<AuditPage> {
    const columns = ['id', 'actorId', 'action', 'subjectType', 'subjectId', 'detail', 'address', 'at'].map(
      (name) => `a.${name} AS "${name}"`,
    );
    const query = this.source
      .createQueryBuilder(AuditEntry, 'a')
      .leftJoin(User, 'u', 'u.id = a.actorId')
      .leftJoin(User, 's', `s.id = a.subjectId AND a.subjectType = 'user'`)
      .select([...columns, 'u.email AS "actor"', 's.email AS "subject"'])
      .orderBy('a.id', 'DESC')
      .limit(limit + 1);
    if (before !== undefined) query.where('a.id < :before', { before });
    const rows = await query.getRawMany<RawRow>();
    const entries = rows.slice(0, limit).map((row) => ({ ...row, detail: readable(row.detail), at: row.at.toISOString() }));
    return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
  }
}
