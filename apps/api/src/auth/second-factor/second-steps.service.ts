import { createHash, randomBytes } from 'node:crypto';
import type { SignInMethod } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { LessThan, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { Problem } from '../../http/problem.js';
import { deviceKey, type ClientInfo } from '../callers/client-info.js';
import { User } from '../entities/user.entity.js';
import { SecondFactorLimits } from './second-factor-limits.js';
import { SecondStep } from '../entities/second-step.entity.js';

const GOOD_FOR_MS = 5 * 60_000;
const MOST_TRIES = 5;
const OVER = 'This sign-in took too long, or was used already. Sign in again from the start.';

/** Whoever has shown the first thing and is asked for the second: for 5 minutes, on the same device, with five tries, while the password stays the same. */
@Injectable()
export class SecondSteps {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly limits: SecondFactorLimits,
  ) {}

  /** @returns the challenge that the page holds meanwhile */
  async begin(user: User, client: ClientInfo, method: SignInMethod): Promise<string> {
    const challenge = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + GOOD_FOR_MS);
    const row = { hash: hashOf(challenge), userId: user.id, method, deviceHash: bindingOf(user, client), expiresAt };
    await this.source.getRepository(SecondStep).insert(row);
    return challenge;
  }

  /** Without counting a try. @throws Problem WRONG_STATE */
  async find(challenge: string, client: ClientInfo): Promise<{ step: SecondStep; user: User }> {
    const open = { hash: hashOf(challenge), expiresAt: MoreThan(new Date()), tries: LessThan(MOST_TRIES) };
    const step = await this.source.getRepository(SecondStep).findOneBy(open);
    const user = step && (await this.source.getRepository(User).findOneBy({ id: step.userId, active: true }));
    if (!step || !user || !bindingOf(user, client).equals(step.deviceHash)) throw new Problem('WRONG_STATE', OVER);
    return { step, user };
  }

  /**
   * Counts a try before the comparison, so that many at once do not slip through; codes, which can be guessed, count by account and address as well.
   * @throws Problem WRONG_STATE, TOO_MANY
   */
  async attempt(
    { hash, userId }: SecondStep,
    from: { address: string; isCode: boolean },
    compare: () => Promise<boolean>,
  ): Promise<boolean> {
    const open = { hash, tries: LessThan(MOST_TRIES) };
    const { affected } = await this.source.getRepository(SecondStep).update(open, { tries: () => 'tries + 1' });
    if (affected !== 1) throw new Problem('WRONG_STATE', OVER);
    return from.isCode ? this.limits.guess(userId, from.address, compare) : compare();
  }

  /** Uses it up, in the transaction that begins the session; of several at once one does. @throws Problem WRONG_STATE */
  async spend({ hash }: SecondStep, manager: EntityManager): Promise<void> {
    const { affected } = await manager.getRepository(SecondStep).delete({ hash });
    if (affected !== 1) throw new Problem('WRONG_STATE', OVER);
  }

  async deleteExpired(now: Date): Promise<void> {
    await this.source.getRepository(SecondStep).delete({ expiresAt: LessThan(now) });
  }
}

const hashOf = (challenge: string): Buffer => createHash('sha256').update(challenge).digest();
/** The device, and the password as it was: who changes it puts an end to steps that somebody else has begun. */
const bindingOf = ({ passwordHash }: User, client: ClientInfo): Buffer =>
  createHash('sha256')
    .update(deviceKey(client))
    .update(passwordHash ?? '')
    .digest();
