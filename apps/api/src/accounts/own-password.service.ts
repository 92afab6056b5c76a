import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ChangePassword, Done } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import type { ClientInfo } from '../auth/callers/client-info.js';
import { FirstProof } from '../auth/proof/first-proof.service.js';
import { lockUser } from '../auth/users/lock-user.js';
import { LogInService } from '../auth/sign-in/log-in.service.js';
import type { Person } from '../auth/tokens/person.js';
import { AccountLimits } from './account-limits.js';
import { NewPasswords } from './new-passwords.service.js';

/** A person's own password: changed with the old one or a fresh proof, set where there is none. */
@Injectable()
export class OwnPassword {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly logIns: LogInService,
    private readonly first: FirstProof,
    private readonly passwords: NewPasswords,
    private readonly limits: AccountLimits,
  ) {}

  async change(person: Person, { current, password }: ChangePassword, client: ClientInfo): Promise<Done> {
    this.limits.change(person.id);
    if (current === undefined) await this.first.require(person);
    else await this.logIns.prove(person, current, client);
    const announce = await this.source.transaction(async (manager) => {
      const user = await lockUser(person.id, manager);
      return this.passwords.change(user, person.sessionId, password, client, manager);
    });
    announce();
    return { status: 'success', message: 'Your password is changed. Your other devices are signed out.' };
  }
}
