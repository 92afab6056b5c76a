import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { LessThanOrEqual, type DataSource } from 'typeorm';
import { Problem } from '../../http/problem.js';
import { ACCESS_TYPE, type VerifiedToken } from './access-token.js';
import { LoginSession } from '../entities/login-session.entity.js';
import type { Person } from './person.js';
import { User } from '../entities/user.entity.js';

const NOTED_MS = 60_000;
const isUuid = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/** Who stands behind a token, as the database knows them at this moment. */
@Injectable()
export class PersonsService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @throws Problem UNAUTHENTICATED when the token is of another type, its session is over or the account is not active */
  async of({ header, payload }: VerifiedToken): Promise<Person> {
    const { sub, sid, exp } = payload;
    if (header.typ !== ACCESS_TYPE || !isUuid(sub) || !isUuid(sid) || typeof exp !== 'number')
      throw new Problem('UNAUTHENTICATED', 'Invalid token. Sign in again.');
    const columns = ['u.id', 'u.role', 'u.email', 'u.name', 's.method', 's.provedAt', 's.passkeyAt', 's.faceVerifiedAt', 's.lastUsedAt'];
    const found = await this.source
      .createQueryBuilder(User, 'u')
      .innerJoin(LoginSession, 's', 's.userId = u.id')
      .where('s.id = :sid AND u.id = :sub AND s.revokedAt IS NULL AND s.expiresAt > now() AND u.active', { sid, sub })
      .select(columns.map((name) => `${name} AS "${name.slice(2)}"`))
      .getRawOne<Omit<Person, 'sessionId' | 'expiresAt'> & { lastUsedAt: Date }>();
    if (!found) throw new Problem('UNAUTHENTICATED', 'You have been signed out. Sign in again.');
    const { lastUsedAt, ...person } = found;
    await this.noteUse(sid, lastUsedAt);
    return { ...person, sessionId: sid, expiresAt: new Date(exp * 1000) };
  }

  /** At most once a minute, so that a busy page does not write with each request. */
  private async noteUse(id: string, lastUsedAt: Date): Promise<void> {
    const line = new Date(Date.now() - NOTED_MS);
    if (lastUsedAt > line) return;
    await this.source.getRepository(LoginSession).update({ id, lastUsedAt: LessThanOrEqual(line) }, { lastUsedAt: new Date() });
  }
}
