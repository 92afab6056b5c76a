import { Injectable, Optional } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { hasSecondFactor } from './has-second-factor.js';
import { hashOfRecoveryCode, mintRecoveryCode } from './recovery-code.js';
import { RecoveryCode } from '../entities/recovery-code.entity.js';
import { SecondFactorByFace } from './second-factor-by-face.js';

const CODES = 10;

/** Ten codes on paper for the day when phone and passkey are lost. Call with the account's row held. */
@Injectable()
export class RecoveryCodesService {
  constructor(@Optional() private readonly face?: SecondFactorByFace) {}

  /** Whether the password alone does not sign in: then whoever loses the rest needs a code. */
  async areOfUse(userId: string, manager: EntityManager): Promise<boolean> {
    return (await hasSecondFactor(userId, manager)) || ((await this.face?.isOffered(userId, manager)) ?? false);
  }

  left(userId: string, manager: EntityManager): Promise<number> {
    return manager.getRepository(RecoveryCode).countBy({ userId, usedAt: IsNull() });
  }

  /** Makes ten new ones; the old ones are worth nothing. @returns the only copy there will ever be */
  async renew(userId: string, manager: EntityManager): Promise<string[]> {
    const rows = manager.getRepository(RecoveryCode);
    await rows.delete({ userId });
    const codes = Array.from({ length: CODES }, mintRecoveryCode);
    await rows.insert(codes.map((code) => ({ id: uuid(), userId, hash: hashOfRecoveryCode(code, userId) })));
    return codes;
  }

  /** With the first second factor come the codes; with the next ones there are some already. */
  async ensure(userId: string, manager: EntityManager): Promise<string[] | null> {
    return (await manager.getRepository(RecoveryCode).existsBy({ userId })) ? null : this.renew(userId, manager);
  }

  /** @returns whether the code was right and had not been used; of several at once one is */
  async use(userId: string, code: string, manager: EntityManager): Promise<boolean> {
    const unused = { userId, hash: hashOfRecoveryCode(code, userId), usedAt: IsNull() };
    const { affected } = await manager.getRepository(RecoveryCode).update(unused, { usedAt: new Date() });
    return affected === 1;
  }

  /** Without any other second factor nothing is asked for, and old codes should not come to life again with the next one. */
  async clearWhereUseless(userId: string, manager: EntityManager): Promise<void> {
    if (await this.areOfUse(userId, manager)) return;
    await manager.getRepository(RecoveryCode).delete({ userId });
  }
}
