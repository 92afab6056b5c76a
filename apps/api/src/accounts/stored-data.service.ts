import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { StoredAboutMe } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import type { Person } from '../auth/person.js';
import { expiryOf } from '../enrolment/template-age.js';

type Row = Omit<StoredAboutMe, 'until'> & { until: Date | null };

const WHAT = `
  SELECT 'account' AS kind, 1 AS count, NULL::timestamptz AS until
  UNION ALL SELECT 'picture', count(*)::int, NULL FROM users WHERE id = $1 AND display_image IS NOT NULL
  UNION ALL SELECT 'template', count(*)::int, max(last_used_at) FROM face_templates WHERE user_id = $1
  UNION ALL SELECT 'portrait', count(*)::int, NULL FROM face_templates WHERE user_id = $1 AND portrait IS NOT NULL
  UNION ALL SELECT 'consents', count(*)::int, NULL FROM consents WHERE user_id = $1
  UNION ALL SELECT 'sessions', count(*)::int, max(expires_at) FROM login_sessions WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()
  UNION ALL SELECT 'attempts', count(*)::int, NULL FROM attempts WHERE user_id = $1
  UNION ALL SELECT 'evidence', count(*)::int, max(e.expires_at) FROM evidence e JOIN attempts a ON a.id = e.attempt_id WHERE a.user_id = $1
  UNION ALL SELECT 'check_in_pictures', count(*)::int, NULL FROM check_in_pictures p JOIN attempts a ON a.id = p.attempt_id WHERE a.user_id = $1
  UNION ALL SELECT 'events', count(*)::int, NULL FROM audit_log WHERE actor_id = $1 OR (subject_type = 'user' AND subject_id = $1)
`;

/** A plain list of what the server holds about somebody, for them to read. */
@Injectable()
export class StoredDataService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async list(person: Person): Promise<StoredAboutMe[]> {
    const rows = await this.source.query<Row[]>(WHAT, [person.id]);
    return rows
      .filter(({ count }) => count > 0)
      .map(({ kind, count, until }) => {
        const ends = until && kind === 'template' ? expiryOf(until) : until;
        return { kind, count, until: ends?.toISOString() ?? null };
      });
  }
}
