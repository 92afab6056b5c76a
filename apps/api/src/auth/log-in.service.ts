import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { LogIn } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { Problem } from '../http/problem.js';
import type { ClientInfo } from './client-info.js';
import { LoginSession } from './login-session.entity.js';
import { PasswordsService } from './passwords.service.js';
import type { Person } from './person.js';
import { SessionsService, type Issued } from './sessions.service.js';
import { SignInLimits } from './sign-in-limits.js';
import { User } from './user.entity.js';

@Injectable()
export class LogInService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly limits: SignInLimits,
  ) {}

  /** @throws Problem UNAUTHENTICATED, the same for an unknown address, a wrong password and a closed account */
  async logIn({ email, password }: LogIn, client: ClientInfo): Promise<Issued> {
    const user = await this.source.getRepository(User).findOneBy({ email });
    const right = await this.limits.guess(email, client.address, () => this.passwords.matches(user?.passwordHash ?? null, password));
    if (!right || !user?.active) throw new Problem('UNAUTHENTICATED', 'E-mail address or password is wrong. Check both and try again.');
    return this.source.transaction((manager) => this.sessions.begin(user, client, manager));
  }

  /** Notes that whoever holds this session knows the password now; opens for ten minutes what asks for a fresh proof. */
  async prove(person: Person, password: string, client: ClientInfo): Promise<void> {
    const { passwordHash } = await this.source.getRepository(User).findOneByOrFail({ id: person.id });
    const right = await this.limits.guess(person.email, client.address, () => this.passwords.matches(passwordHash, password));
    if (!right) throw new Problem('FORBIDDEN', 'The password is wrong. Check it and try again.');
    await this.source.getRepository(LoginSession).update({ id: person.sessionId }, { provedAt: new Date() });
  }
}
