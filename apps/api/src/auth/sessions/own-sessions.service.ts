import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SessionRow } from '@invigil/shared';
import { IsNull, MoreThan, type DataSource } from 'typeorm';
import { Problem } from '../../http/problem.js';
import type { ClientInfo } from '../callers/client-info.js';
import { deviceInWords } from './device-words.js';
import { lockUser } from '../users/lock-user.js';
import { LoginSession } from '../entities/login-session.entity.js';
import type { Person } from '../tokens/person.js';
import { SessionEnder } from './session-ender.service.js';
import { SessionsService } from './sessions.service.js';

const FROM_ELSEWHERE = 'signed out from another device';
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** A person's own devices: what is signed in, and signing it out. */
@Injectable()
export class OwnSessionsService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly sessions: SessionsService,
    private readonly ender: SessionEnder,
  ) {}

  /** What is signed in now, this device first, then by last use. */
  async list({ id, sessionId }: Person): Promise<SessionRow[]> {
    const rows = await this.source.getRepository(LoginSession).find({ where: live(id), order: { lastUsedAt: 'DESC', id: 'DESC' } });
    const current = (row: LoginSession): boolean => row.id === sessionId;
    return rows
      .sort((a, b) => Number(current(b)) - Number(current(a)))
      .map((row) => {
        const { words: device, kind } = deviceInWords(row.device);
        const { address, method, createdAt, lastUsedAt } = row;
        const times = { begunAt: createdAt.toISOString(), lastUsedAt: lastUsedAt.toISOString() };
        return { id: row.id, device, kind, address, method, ...times, current: current(row) };
      });
  }

  /** @throws Problem NOT_FOUND when it is over already, or somebody else's */
  async end(person: Person, id: string, client: ClientInfo): Promise<void> {
    if (!(await this.source.getRepository(LoginSession).existsBy({ ...live(person.id), id })))
      throw new Problem('NOT_FOUND', 'This device is signed out already; reload the list.');
    await this.sessions.revoke(id, id === person.sessionId ? 'signed out' : FROM_ELSEWHERE, client);
  }

  /** Signs out everything but the device that asks. */
  async endOthers({ id, sessionId }: Person, { address }: ClientInfo): Promise<void> {
    const ended = await this.source.transaction(async (manager) => {
      await lockUser(id, manager);
      return this.ender.endAll(id, { reason: FROM_ELSEWHERE, except: sessionId, address }, manager);
    });
    this.ender.announce(ended);
  }

  /** @returns how many that ended more than 30 days before `now` were deleted */
  async deleteEnded(now: Date): Promise<number> {
    const rows = this.source.createQueryBuilder().delete().from(LoginSession);
    const line = new Date(now.getTime() - KEPT_MS);
    const { affected } = await rows.where('revoked_at < :line OR expires_at < :line', { line }).execute();
    return affected ?? 0;
  }
}

const live = (userId: string) => ({ userId, revokedAt: IsNull(), expiresAt: MoreThan(new Date()) });
