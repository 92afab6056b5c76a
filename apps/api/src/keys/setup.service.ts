import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { Installation } from './installation.entity.js';

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The one-time token that lets whoever reads the terminal create the first administrator. */
@Injectable()
export class SetupService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Whether nobody has set this installation up yet. */
  async isNeeded(): Promise<boolean> {
    const [found] = await this.source.query<{ present: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM users WHERE role = 'administrator') AS present`,
    );
    return found?.present !== true;
  }

  /** Makes a new token; an older one no longer works. */
  async mint(): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    await this.source.getRepository(Installation).update({ id: 1 }, { setupTokenHash: hashOf(token) });
    return token;
  }

  async verifySetupToken(token: string): Promise<boolean> {
    const row = await this.source.getRepository(Installation).findOneBy({ id: 1 });
    return matches(row?.setupTokenHash, token);
  }

  /**
   * Uses the token up, in the transaction that creates the administrator; of two at once one wins.
   * @returns false when the token is wrong or used
   */
  async consumeSetupToken(token: string, manager: EntityManager): Promise<boolean> {
    const rows = manager.getRepository(Installation);
    const row = await rows.findOne({ where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
    if (!matches(row?.setupTokenHash, token)) return false;
    await rows.update({ id: 1 }, { setupTokenHash: null });
    return true;
  }
}

function matches(hash: string | null | undefined, token: string): boolean {
  return typeof hash === 'string' && timingSafeEqual(Buffer.from(hash), Buffer.from(hashOf(token)));
}
