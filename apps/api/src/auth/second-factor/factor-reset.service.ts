import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Problem } from '../../http/problem.js';
import { lockUser } from '../users/lock-user.js';
import { Passkey } from '../entities/passkey.entity.js';
import type { Person } from '../tokens/person.js';
import { FactorNews } from '../factors/factor-news.service.js';
import { hasSecondFactor } from '../factors/has-second-factor.js';
import { RecoveryCodesService } from '../factors/recovery-codes.service.js';
import { TotpService } from './totp.service.js';

/** For whoever has lost phone, passkeys and recovery codes: an administrator, who knows that it is them, takes the second step away. */
@Injectable()
export class FactorReset {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly totp: TotpService,
    private readonly codes: RecoveryCodesService,
    private readonly news: FactorNews,
  ) {}

  /** @throws Problem NOT_FOUND when there is nothing to take away */
  async reset(actor: Person, userId: string, reason: string, address: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      await lockUser(userId, manager);
      if (!(await hasSecondFactor(userId, manager)))
        throw new Problem(
          'NOT_FOUND',
          'This person has neither an authenticator app nor a passkey; there is nothing to reset. Where their face is the second step, reset their enrolment.',
        );
      await this.totp.remove(userId, manager);
      await manager.getRepository(Passkey).delete({ userId });
      await this.codes.clearWhereUseless(userId, manager);
      await this.news.tell(userId, { what: 'reset', actorId: actor.id, detail: { reason }, address }, manager);
    });
  }
}
