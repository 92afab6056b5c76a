import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PersonRow, Role, TemplateState } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';
import { FaceTemplate } from '../enrolment/face-template.entity.js';
import { expiryLine } from '../enrolment/template-age.js';
import { Problem } from '../http/problem.js';

const MOST = 200;
const SECOND_FACTOR = `EXISTS (SELECT 1 FROM passkeys k WHERE k.user_id = u.id)
  OR EXISTS (SELECT 1 FROM totp_secrets a WHERE a.user_id = u.id AND a.confirmed_at IS NOT NULL)`;

interface RawRow {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  active: boolean;
  lastLogin: Date | null;
  createdAt: Date;
  secondFactor: boolean;
  templateState: TemplateState | null;
}

/** The administrator's list of people. */
@Injectable()
export class PeopleService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @param search a part of the name or address; everybody when empty. At most 200, by address */
  async list(search: string): Promise<PersonRow[]> {
    const query = this.query().orderBy('u.email').limit(MOST);
    if (search !== '') query.where('u.email ILIKE :like OR u.name ILIKE :like', { like: `%${search.replace(/[\\%_]/g, '\\$&')}%` });
    return (await query.getRawMany<RawRow>()).map(toRow);
  }

  async one(id: string): Promise<PersonRow> {
    const row = await this.query().where('u.id = :id', { id }).getRawOne<RawRow>();
    if (!row) throw new Problem('NOT_FOUND', 'There is no such person; reload the list.');
    return toRow(row);
  }

  private query() {
    const columns = ['id', 'email', 'name', 'role', 'active', 'lastLogin', 'createdAt'].map((name) => `u.${name} AS "${name}"`);
    return this.source
      .createQueryBuilder(User, 'u')
      .leftJoin(FaceTemplate, 't', 't.userId = u.id AND t.lastUsedAt > :line', { line: expiryLine(new Date()) })
      .select([...columns, 't.state AS "templateState"', `(${SECOND_FACTOR}) AS "secondFactor"`]);
  }
}

const toRow = ({ lastLogin, createdAt, ...row }: RawRow): PersonRow => ({
  ...row,
  lastLogin: lastLogin?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});
