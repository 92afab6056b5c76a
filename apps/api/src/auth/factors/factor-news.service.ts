import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { SecondFactorChange } from '../../mail/mail-content.js';
import { Mailer } from '../../mail/mailer.service.js';
import { User } from '../entities/user.entity.js';

const ACTIONS = {
  'totp-on': 'authenticator_app.switched_on',
  'totp-off': 'authenticator_app.switched_off',
  'passkey-added': 'passkey.added',
  'passkey-removed': 'passkey.removed',
  'codes-renewed': 'recovery_codes.renewed',
  reset: 'second_factor.reset',
} as const satisfies Record<SecondFactorChange, string>;

interface Change {
  what: SecondFactorChange;
  /** The person themselves, unless somebody else did it. */
  actorId?: string;
  detail?: Record<string, unknown>;
  address: string;
}

/** Writes a change to how somebody signs in into the log and tells them by mail, in the transaction of the change. */
@Injectable()
export class FactorNews {
  constructor(
    private readonly audit: AuditService,
    private readonly mailer: Mailer,
  ) {}

  async tell(userId: string, { what, actorId = userId, detail = {}, address }: Change, manager: EntityManager): Promise<void> {
    const { email } = await manager.getRepository(User).findOneByOrFail({ id: userId });
    const entry = { actorId, action: ACTIONS[what], subjectType: 'user', subjectId: userId, detail, address };
    await this.audit.record(entry, manager);
    await this.mailer.queue({ to: email, personId: userId, kind: 'second-factor-changed', what, at: new Date() }, manager);
  }
}
