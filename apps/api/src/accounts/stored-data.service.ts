import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { StoredAboutMe } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import type { Person } from '../auth/tokens/person.js';
import { expiryOf } from '../enrolment/template-age.js';

type Row = Omit<StoredAboutMe, 'until' | 'bytes'> & { until: Date | null; bytes: string | null };

const WHAT = `
  SELECT 'account' AS kind, 1 AS count, NULL::timestamptz AS until, NULL::bigint AS bytes
  UNION ALL SELECT 'picture', count(*)::int, NULL, NULL FROM users WHERE id = $1 AND display_image IS NOT NULL
  UNION ALL SELECT 'template', count(*)::int, max(last_used_at), NULL FROM face_templates WHERE user_id = $1
  UNION ALL SELECT 'portrait', count(*)::int, NULL, NULL FROM face_templates WHERE user_id = $1 AND portrait IS NOT NULL
  UNION ALL SELECT 'consents', count(*)::int, NULL, NULL FROM consents WHERE user_id = $1
  UNION ALL SELECT 'sessions', count(*)::int, max(expires_at), NULL FROM login_sessions WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()
  UNION ALL SELECT 'second_factor', (SELECT count(*) FROM passkeys WHERE user_id = $1)::int + (SELECT count(*) FROM totp_secrets WHERE user_id = $1)::int, NULL, NULL
  UNION ALL SELECT 'files', count(*)::int, NULL, sum(size) FROM files WHERE owner_id = $1
  UNION ALL SELECT 'mails', count(*)::int, max(created_at) + interval '180 days', NULL FROM mails WHERE person_id = $1 OR recipient = $2
  UNION ALL SELECT 'attempts', count(*)::int, NULL, NULL FROM attempts WHERE user_id = $1
  UNION ALL SELECT 'evidence', count(*)::int, max(e.expires_at), NULL FROM evidence e JOIN attempts a ON a.id = e.attempt_id WHERE a.user_id = $1
  UNION ALL SELECT 'check_in_pictures', count(*)::int, NULL, NULL FROM check_in_pictures p JOIN attempts a ON a.id = p.attempt_id WHERE a.user_id = $1
  UNION ALL SELECT 'events', count(*)::int, NULL, NULL FROM audit_log WHERE actor_id = $1 OR (subject_type = 'user' AND subject_id = $1)
`;

/** A plain list of what the server holds about somebody, for them to read. */
@Injectable()
export class StoredDataService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async list(person: Person): Promise<StoredAboutMe[]> {
    const rows = await this.source.query<Row[]>(WHAT, [person.id, person.email]);
    return rows
      .filter(({ count }) => count > 0)
      .map(({ kind, count, until, bytes }) => {
        const ends = until && kind === 'template' ? expiryOf(until) : until;
        return { kind, count, until: ends?.toISOString() ?? null, bytes: bytes == null ? null : Number(bytes) };
      });
  }
}
