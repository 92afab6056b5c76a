import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SetUp, SignUp } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { Problem } from '../http/problem.js';
import { SetupService } from '../keys/setup.service.js';
import type { ClientInfo } from './client-info.js';
import { SessionsService, type Issued } from './sessions.service.js';
import { SignInLimits } from './sign-in-limits.js';
import { UsersService } from './users.service.js';

const WRONG_LINK = 'The set-up link is wrong or has been used. Restart the server and open the link that it prints.';

/** New accounts: the first is the administrator's and needs the set-up link, all others begin as students. */
@Injectable()
export class SignUpService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly setup: SetupService,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly limits: SignInLimits,
  ) {}

  isSetupNeeded(): Promise<boolean> {
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

  async signUp(account: SignUp, client: ClientInfo): Promise<Issued> {
    this.limits.signUp(client.address);
    if (await this.setup.isNeeded()) {
      throw new Problem('FORBIDDEN', 'This server has not been set up yet. Open the set-up link that it printed when it started.');
    }
    return this.source.transaction(async (manager) => {
      const user = await this.users.create(account, { role: 'student', verified: false }, manager);
      return this.sessions.begin(user, client, manager);
    });
  }
}
