import { Injectable } from '@nestjs/common';
import type { TotpSetUp } from '@invigil/shared';
import { generateSecret, generateURI, verify } from 'otplib';
import { IsNull, LessThan, Not, type EntityManager } from 'typeorm';
import { Problem } from '../../http/problem.js';
import { SecretVault } from './secret-vault.js';
import { TotpSecret } from '../entities/totp-secret.entity.js';

const CONTEXT = 'totp';
const NOTHING_WAITS = 'No authenticator app is waiting to be confirmed. Begin again.';
/** A clock may be one step off, either way. */
const TOLERANCE_SECONDS = 30;

/** Six digits from an app, RFC 6238 (SHA-1, 30 s, which all apps know). */
@Injectable()
export class TotpService {
  constructor(private readonly vault: SecretVault) {}

  async since(userId: string, manager: EntityManager): Promise<Date | null> {
    return (await manager.getRepository(TotpSecret).findOneBy({ userId }))?.confirmedAt ?? null;
  }

  /** A new secret, not asked for until a code confirms it. Call with the account's row held. */
  async begin(user: { id: string; email: string }, manager: EntityManager): Promise<TotpSetUp> {
    const rows = manager.getRepository(TotpSecret);
    if (await this.since(user.id, manager))
      throw new Problem('WRONG_STATE', 'An authenticator app is set up already. Switch it off first to set up another.');
    const secret = generateSecret();
    const sealed = await this.vault.seal(user.id, 'sign_in', Buffer.from(secret), CONTEXT, manager);
    await rows.delete({ userId: user.id });
    await rows.insert({ userId: user.id, sealed, confirmedAt: null, lastStep: 0 });
    return { secret, uri: generateURI({ issuer: 'Invigil', label: user.email, secret }) };
  }

  /** From now on it is asked for. */
  async confirm(userId: string, manager: EntityManager): Promise<void> {
    const { affected } = await manager.getRepository(TotpSecret).update({ userId, confirmedAt: IsNull() }, { confirmedAt: new Date() });
    if (affected !== 1) throw new Problem('WRONG_STATE', NOTHING_WAITS);
  }

  /**
   * Compares a code and uses it up, so that of several requests with the same code one is right.
   * @param confirmed false for the secret that waits to be confirmed
   * @param manager outside a transaction: opening the secret may need a connection of its own
   * @returns whether the code is right and has not been used
   * @throws Problem WRONG_STATE when no secret waits
   */
  async use(userId: string, token: string, confirmed: boolean, manager: EntityManager): Promise<boolean> {
    const rows = manager.getRepository(TotpSecret);
    const row = await rows.findOneBy({ userId, confirmedAt: confirmed ? Not(IsNull()) : IsNull() });
    if (!row && !confirmed) throw new Problem('WRONG_STATE', NOTHING_WAITS);
    if (!row) return false;
    const secret = (await this.vault.open(userId, 'sign_in', row.sealed, CONTEXT)).toString();
    const result = await verify({ secret, token, epochTolerance: TOLERANCE_SECONDS });
    if (!result.valid || !('timeStep' in result)) return false;
    const { timeStep: lastStep } = result;
    return (await rows.update({ userId, sealed: row.sealed, lastStep: LessThan(lastStep) }, { lastStep })).affected === 1;
  }

  /** @returns whether there was one */
  async remove(userId: string, manager: EntityManager): Promise<boolean> {
    const confirmed = (await this.since(userId, manager)) !== null;
    await manager.getRepository(TotpSecret).delete({ userId });
    return confirmed;
  }
}
