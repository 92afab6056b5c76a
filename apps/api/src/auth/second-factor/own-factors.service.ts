import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FreshCodes, SecondFactors, TotpSetUp } from '@invigil/shared';
import type { DataSource, EntityManager } from 'typeorm';
import { Problem } from '../../http/problem.js';
import type { ClientInfo } from '../callers/client-info.js';
import { lockUser } from '../users/lock-user.js';
import type { Person } from '../tokens/person.js';
import { FactorNews } from '../factors/factor-news.service.js';
import { RecoveryCodesService } from '../factors/recovery-codes.service.js';
import { SecondFactorLimits } from './second-factor-limits.js';
import { TotpService } from './totp.service.js';

const WRONG = 'The code is wrong or was used already. Wait for the next one, and check that the clock of your phone is right.';

/** A person's own authenticator app and recovery codes. Each change holds the account's row. */
@Injectable()
export class OwnFactorsService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly totp: TotpService,
    private readonly codes: RecoveryCodesService,
    private readonly limits: SecondFactorLimits,
    private readonly news: FactorNews,
  ) {}

  async state({ id }: Person): Promise<Omit<SecondFactors, 'passkeys'>> {
    const { manager } = this.source;
    const since = await this.totp.since(id, manager);
    const [asked, recoveryCodesLeft] = [await this.codes.areOfUse(id, manager), await this.codes.left(id, manager)];
    return { totpSince: since?.toISOString() ?? null, asked, recoveryCodesLeft };
  }

  beginTotp(person: Person): Promise<TotpSetUp> {
    return this.change(person, (manager) => this.totp.begin(person, manager));
  }

  /** With the first second factor come recovery codes. */
  async confirmTotp(person: Person, code: string, { address }: ClientInfo): Promise<FreshCodes> {
    const right = await this.limits.guess(person.id, address, () => this.totp.use(person.id, code, false, this.source.manager));
    if (!right) throw new Problem('BAD_REQUEST', WRONG);
    return this.change(person, async (manager) => {
      await this.totp.confirm(person.id, manager);
      const recoveryCodes = await this.codes.ensure(person.id, manager);
      await this.news.tell(person.id, { what: 'totp-on', address }, manager);
      return { recoveryCodes };
    });
  }

  removeTotp(person: Person, { address }: ClientInfo): Promise<void> {
    return this.change(person, async (manager) => {
      if (!(await this.totp.remove(person.id, manager))) return;
      await this.codes.clearWhereUseless(person.id, manager);
      await this.news.tell(person.id, { what: 'totp-off', address }, manager);
    });
  }

  renewCodes(person: Person, { address }: ClientInfo): Promise<FreshCodes> {
    return this.change(person, async (manager) => {
      if (!(await this.codes.areOfUse(person.id, manager)))
        throw new Problem(
          'WRONG_STATE',
          'Set up an authenticator app, a passkey or your face first; recovery codes are for when you lose it.',
        );
      const recoveryCodes = await this.codes.renew(person.id, manager);
      await this.news.tell(person.id, { what: 'codes-renewed', address }, manager);
      return { recoveryCodes };
    });
  }

  private change<T>({ id }: Person, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.source.transaction(async (manager) => {
      await lockUser(id, manager);
      return work(manager);
    });
  }
}
