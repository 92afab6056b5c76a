import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { Problem } from '../../http/problem.js';
import { FaceStanding } from './face-standing.entity.js';
import { waitAfterFailures } from './patience.js';

/** The owner gets one mail of a kind in this time: enough to know, and no flood when somebody tries on and on. */
const MAIL_EVERY_MS = 5 * 60_000;

/** What came of noting a check. */
export interface Noted {
  /** The owner is to be told by mail: none of this kind went out lately. */
  tell: boolean;
}

/** Failures in a row slow an account's face checks down. Stored, so that a restart forgives nobody. */
@Injectable()
export class FaceStandings {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** When the next try is taken; null: now. */
  async waitUntil(userId: string): Promise<Date | null> {
    const waitUntil = (await this.source.getRepository(FaceStanding).findOneBy({ userId }))?.waitUntil ?? null;
    return waitUntil && waitUntil.getTime() > Date.now() ? waitUntil : null;
  }

  /** @throws Problem TOO_MANY while the account has to wait */
  async requirePatience(userId: string): Promise<void> {
    const until = await this.waitUntil(userId);
    if (!until) return;
    const seconds = Math.ceil((until.getTime() - Date.now()) / 1000);
    const wait = seconds <= 60 ? 'a minute' : `${String(Math.ceil(seconds / 60))} minutes`;
    const words = `Your face was not recognised several times in a row. Wait ${wait}, then try again, or use a passkey.`;
    throw new Problem('TOO_MANY', words, { retryAfter: seconds });
  }

  succeeded(userId: string, manager: EntityManager): Promise<Noted> {
    return this.note(userId, manager, 'verifiedMailAt', () => ({ failures: 0, waitUntil: null }));
  }

  failed(userId: string, manager: EntityManager): Promise<Noted> {
    return this.note(userId, manager, 'deniedMailAt', ({ failures }, now) => {
      const wait = waitAfterFailures(failures + 1);
      return { failures: failures + 1, waitUntil: wait === 0 ? null : new Date(now.getTime() + wait) };
    });
  }

  private async note(
    userId: string,
    manager: EntityManager,
    mailedAt: 'verifiedMailAt' | 'deniedMailAt',
    change: (before: FaceStanding, now: Date) => Pick<FaceStanding, 'failures' | 'waitUntil'>,
  ): Promise<Noted> {
    const rows = manager.getRepository(FaceStanding);
    await manager.createQueryBuilder().insert().into(FaceStanding).values({ userId }).orIgnore().execute();
    const before = await rows.findOneOrFail({ where: { userId }, lock: { mode: 'pessimistic_write' } });
    const now = new Date();
    const last = before[mailedAt];
    const tell = last === null || now.getTime() - last.getTime() >= MAIL_EVERY_MS;
    await rows.update({ userId }, { ...change(before, now), ...(tell ? { [mailedAt]: now } : {}) });
    return { tell };
  }
}
