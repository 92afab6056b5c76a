import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Passkey } from '../auth/entities/passkey.entity.js';
import { RecoveryCode } from '../auth/entities/recovery-code.entity.js';
import { TotpSecret } from '../auth/entities/totp-secret.entity.js';
import { TemplateKeeper } from '../enrolment/template-keeper.service.js';

/**
 * An account whose address was never confirmed may have been made by somebody else, who waits for the address's owner to take it over.
 * When that owner does, by the link of a mail, nothing may be left with which the other gets in.
 */
@Injectable()
export class UnprovenService {
  constructor(private readonly templates: TemplateKeeper) {}

  /** @returns what to do once the transaction has committed */
  async clear(userId: string, manager: EntityManager): Promise<() => void> {
    for (const kind of [Passkey, TotpSecret, RecoveryCode]) await manager.getRepository(kind).delete({ userId });
    await this.templates.destroy(userId, manager);
    return () => this.templates.announce(userId);
  }
}
