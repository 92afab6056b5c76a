import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SecondFactor, SecondFactorAnswer, SignInMethod } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { Problem } from '../../http/problem.js';
import type { ClientInfo } from '../callers/client-info.js';
import { LoginSession } from '../entities/login-session.entity.js';
import { SessionsService, type Issued } from '../sessions/sessions.service.js';
import type { User } from '../entities/user.entity.js';
import { FactorChecks } from './factor-checks.service.js';
import { SecondSteps } from './second-steps.service.js';

const ASKED = 'One more step: enter the code of your authenticator app or a recovery code, or use a passkey.';
const WRONG = 'The code is wrong or was used already. Check it, or wait for the next one.';

/** The second step of signing in, for whoever has set one up. */
@Injectable()
export class SecondStepService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly steps: SecondSteps,
    private readonly checks: FactorChecks,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Call it once the first step was right, before a session begins, and outside a transaction that would be rolled back.
   * @throws Problem SECOND_FACTOR_REQUIRED with the challenge, for an account that has a second factor
   */
  async require(user: User, client: ClientInfo, method: SignInMethod): Promise<void> {
    const methods = await this.checks.offered(user.id, method);
    if (methods.length === 0) return;
    const challenge = await this.steps.begin(user, client, method);
    throw new Problem('SECOND_FACTOR_REQUIRED', ASKED, { challenge, methods, next: 'POST /auth/second-factor' });
  }

  /** Whose passkeys will do for a challenge. @throws Problem WRONG_STATE */
  async userOf(challenge: string, client: ClientInfo): Promise<string> {
    return (await this.steps.find(challenge, client)).user.id;
  }

  /** @throws Problem UNAUTHENTICATED for what is not right, WRONG_STATE for a challenge that is over, TOO_MANY */
  async answer(answer: SecondFactorAnswer, client: ClientInfo): Promise<Issued> {
    const { step, user } = await this.steps.find(answer.challenge, client);
    const method = methodOf(answer);
    const from = { address: client.address, isCode: method === 'totp' || method === 'recovery' };
    const right = await this.steps.attempt(step, from, () => this.checks.check(user.id, answer, client));
    if (!right) {
      await this.note('second_factor.refused', user.id, method, client);
      throw new Problem('UNAUTHENTICATED', WRONG);
    }
    if (method === 'recovery') await this.note('recovery_code.used', user.id, method, client);
    return this.source.transaction(async (manager) => {
      await this.steps.spend(step, manager);
      const issued = await this.sessions.begin(user, client, manager, step.method);
      if (method === 'passkey') await manager.getRepository(LoginSession).update({ id: issued.sessionId }, { passkeyAt: new Date() });
      return issued;
    });
  }

  private note(action: string, userId: string, method: SecondFactor, { address }: ClientInfo): Promise<void> {
    return this.audit.record({ actorId: userId, action, subjectType: 'user', subjectId: userId, detail: { method }, address });
  }
}

function methodOf(answer: SecondFactorAnswer): SecondFactor {
  if ('totp' in answer) return 'totp';
  if ('recovery' in answer) return 'recovery';
  return 'passkey' in answer ? 'passkey' : 'face';
}
