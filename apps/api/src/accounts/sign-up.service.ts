import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SignUp } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import type { ClientInfo } from '../auth/callers/client-info.js';
import { SessionsService, type Issued } from '../auth/sessions/sessions.service.js';
import { UsersService } from '../auth/users/users.service.js';
import { AddressesService } from './addresses.service.js';
import { SignUpRules } from './sign-up-rules.service.js';

/** New accounts: all but the first begin as students, with an address that is still to be confirmed. */
@Injectable()
export class SignUpService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly rules: SignUpRules,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly addresses: AddressesService,
  ) {}

  /** @throws Problem CONFLICT when the address has an account */
  async signUp({ invitation, ...account }: SignUp, client: ClientInfo): Promise<Issued> {
    await this.rules.require(client, invitation);
    return this.source.transaction(async (manager) => {
      const user = await this.users.create(account, { role: 'student', verified: false }, manager);
      await this.addresses.ask(user, manager);
      return this.sessions.begin(user, client, manager);
    });
  }
}
