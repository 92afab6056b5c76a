import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SetUp } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { Problem } from '../../http/problem.js';
import { SetupService } from '../../keys/setup.service.js';
import type { ClientInfo } from '../callers/client-info.js';
import { SessionsService, type Issued } from '../sessions/sessions.service.js';
import { SignInLimits } from './sign-in-limits.js';
import { UsersService } from '../users/users.service.js';

const WRONG_LINK = 'The set-up link is wrong or has been used. Restart the server and open the link that it prints.';

/** The first account: the administrator's, for whoever holds the set-up link. */
@Injectable()
export class SetUpService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly setup: SetupService,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly limits: SignInLimits,
  ) {}

  isNeeded(): Promise<boolean> {
    return this.setup.isNeeded();
  }

  async setUp({ token, ...account }: SetUp, client: ClientInfo): Promise<Issued> {
    this.limits.signUp(client.address);
    if (!(await this.setup.isNeeded())) throw new Problem('WRONG_STATE', 'This server has been set up already. Sign in.');
    if (!(await this.setup.verifySetupToken(token))) throw new Problem('FORBIDDEN', WRONG_LINK);
    return this.source.transaction(async (manager) => {
      if (!(await this.setup.consumeSetupToken(token, manager))) throw new Problem('FORBIDDEN', WRONG_LINK);
      const user = await this.users.create(account, { role: 'administrator', verified: true }, manager);
      return this.sessions.begin(user, client, manager);
    });
  }
}
