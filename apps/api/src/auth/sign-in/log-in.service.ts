import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { LogIn } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { Problem } from '../../http/problem.js';
import type { ClientInfo } from '../callers/client-info.js';
import { LoginSession } from '../entities/login-session.entity.js';
import { PasswordCheck } from './password-check.service.js';
import type { Person } from '../tokens/person.js';
import { SecondStepService } from '../second-factor/second-step.service.js';
import { SessionsService, type Issued } from '../sessions/sessions.service.js';

@Injectable()
export class LogInService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly passwords: PasswordCheck,
    private readonly sessions: SessionsService,
    private readonly secondStep: SecondStepService,
  ) {}

  /** @throws Problem UNAUTHENTICATED, the same for an unknown address, a wrong password and a closed account; SECOND_FACTOR_REQUIRED */
  async logIn(credentials: LogIn, client: ClientInfo): Promise<Issued> {
    const user = await this.passwords.signIn(credentials, client);
    if (!user) throw new Problem('UNAUTHENTICATED', 'E-mail address or password is wrong. Check both and try again.');
    await this.secondStep.require(user, client, 'password');
    return this.source.transaction((manager) => this.sessions.begin(user, client, manager));
  }

  /** Notes that whoever holds this session knows the password now; opens for ten minutes what asks for a fresh proof. */
  async prove(person: Person, password: string, client: ClientInfo): Promise<void> {
    if (!(await this.passwords.isOf(person.id, password, client)))
      throw new Problem('FORBIDDEN', 'The password is wrong. Check it and try again.');
    await this.source.getRepository(LoginSession).update({ id: person.sessionId }, { provedAt: new Date() });
  }
}
