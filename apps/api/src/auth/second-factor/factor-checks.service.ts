import { Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SecondFactor, SecondFactorAnswer, SignInMethod } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import type { ClientInfo } from '../callers/client-info.js';
import { PasskeyCheck } from '../passkeys/passkey-check.service.js';
import { Passkey } from '../entities/passkey.entity.js';
import { RecoveryCodesService } from '../factors/recovery-codes.service.js';
import { SecondFactorByFace } from '../factors/second-factor-by-face.js';
import { TotpService } from './totp.service.js';

/** What an account may show as its second factor, and whether it did. */
@Injectable()
export class FactorChecks {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly totp: TotpService,
    private readonly codes: RecoveryCodesService,
    private readonly passkeys: PasskeyCheck,
    @Optional() private readonly face?: SecondFactorByFace,
  ) {}

  /** @param first what was shown already: it is not asked for twice. @returns none where that is enough */
  async offered(userId: string, first: SignInMethod): Promise<SecondFactor[]> {
    const { manager } = this.source;
    const methods: SecondFactor[] = [];
    if (await this.totp.since(userId, manager)) methods.push('totp');
    if (await manager.getRepository(Passkey).existsBy({ userId })) methods.push('passkey');
    if (first === 'password' && (await this.face?.isOffered(userId, manager))) methods.push('face');
    if (methods.length > 0 && (await this.codes.left(userId, manager)) > 0) methods.push('recovery');
    return methods;
  }

  /** @returns whether it was right. @throws Problem with the reason where there is more to say */
  async check(userId: string, answer: SecondFactorAnswer, client: ClientInfo): Promise<boolean> {
    const { manager } = this.source;
    if ('totp' in answer) return this.totp.use(userId, answer.totp, true, manager);
    if ('recovery' in answer) return this.codes.use(userId, answer.recovery, manager);
    if ('passkey' in answer) return (await this.passkeys.check(answer.passkey, 'second_factor', answer.challenge, userId)) === userId;
    if (!this.face || !(await this.face.isOffered(userId, manager))) return false;
    await this.face.check(userId, answer.face, client, manager);
    return true;
  }
}
