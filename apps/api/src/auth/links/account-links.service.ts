import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { In, IsNull, LessThan, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Problem } from '../../http/problem.js';
import { AccountLink, type LinkPurpose } from '../entities/account-link.entity.js';
import { lockUser } from '../users/lock-user.js';
import type { User } from '../entities/user.entity.js';

const MINUTE = 60_000;
const LIFE_MS = { confirm: 24 * 60 * MINUTE, change_address: 24 * 60 * MINUTE, reset: 30 * MINUTE } as const satisfies Record<
  LinkPurpose,
  number
>;
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

interface LinkOwner {
  userId: string | null;
  email: string;
}

interface TakenLink {
  /** As it is now. */
  user: User;
  purpose: LinkPurpose;
  /** The address that the mail went to. */
  email: string;
}

/** Links in mails: 32 random bytes, stored hashed, good once, for a while, for one purpose. */
@Injectable()
export class AccountLinks {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * A new link. Older ones stay good: whoever asks in somebody's name must not be able to spoil the link that they are about to open.
   * @returns the token, for the mail alone
   */
  async mint(purpose: LinkPurpose, { userId, email }: LinkOwner, manager: EntityManager): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + LIFE_MS[purpose]);
    await manager.getRepository(AccountLink).insert({ id: uuid(), userId, purpose, tokenHash: hashOf(token), email, expiresAt });
    return token;
  }

  /**
   * Uses a link up, and with it all others of the account and purpose; of many at once one wins. Holds the account's row from then on.
   * @param owner only a link of this account is used; that of another stays good
   * @throws Problem LINK_EXPIRED for one that is used, too old, made up, meant for something else or of an account that was closed
   */
  async take(purposes: readonly LinkPurpose[], token: string, manager: EntityManager, owner?: string): Promise<TakenLink> {
    const rows = manager.getRepository(AccountLink);
    const named = await rows.findOneBy({ tokenHash: hashOf(token), purpose: In(purposes) });
    if (!named?.userId) throw expiredLink();
    if (owner !== undefined && named.userId !== owner) {
      throw new Problem('FORBIDDEN', 'This link is for another account. Sign out, sign in with that account, then open the link again.');
    }
    // The account first, as everywhere else: what is read before its row is held may be over by then.
    const user = await lockUser(named.userId, manager);
    const { id, purpose, email } = named;
    const open = await rows.existsBy({ id, usedAt: IsNull(), expiresAt: MoreThan(new Date()) });
    if (!open || !user.active) throw expiredLink();
    await this.end(user.id, [purpose], manager);
    return { user, purpose, email };
  }

  /** Links of these purposes that are still open stop working. */
  async end(userId: string, purposes: readonly LinkPurpose[], manager: EntityManager): Promise<void> {
    const rows = manager.getRepository(AccountLink);
    for (const purpose of purposes) await rows.update({ userId, purpose, usedAt: IsNull() }, { usedAt: new Date() });
  }

  /** Forgets links that have been over for a day. */
  async deleteOld(now: Date): Promise<number> {
    const { affected } = await this.source.getRepository(AccountLink).delete({ expiresAt: LessThan(new Date(now.getTime() - 86_400_000)) });
    return affected ?? 0;
  }
}

export const expiredLink = (): Problem =>
  new Problem(
    'LINK_EXPIRED',
    'This link has been used already or is too old. Ask for a new one; the newest mail holds the link that works.',
  );
