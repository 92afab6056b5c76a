import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PasskeyAnswer } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { Problem } from '../../http/problem.js';
import { deviceKey, type ClientInfo } from '../callers/client-info.js';
import { LoginSession } from '../entities/login-session.entity.js';
import type { Person } from '../tokens/person.js';
import { SessionsService, type Issued } from '../sessions/sessions.service.js';
import { User } from '../entities/user.entity.js';
import { PasskeyCheck, type PasskeyRequest } from './passkey-check.service.js';

/** Signing in with a passkey alone: it is something held and something known (or a finger) in one, so nothing else is asked. */
@Injectable()
export class PasskeySignIn {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly passkeys: PasskeyCheck,
    private readonly sessions: SessionsService,
  ) {}

  ask(client: ClientInfo): Promise<PasskeyRequest> {
    return this.passkeys.ask('sign_in', deviceKey(client), null);
  }

  /** @throws Problem UNAUTHENTICATED, the same for an unknown passkey and for a closed account */
  async signIn(answer: PasskeyAnswer, client: ClientInfo): Promise<Issued> {
    const userId = await this.passkeys.check(answer, 'sign_in', deviceKey(client), null);
    const user = await this.source.getRepository(User).findOneBy({ id: userId, active: true });
    if (!user) throw new Problem('UNAUTHENTICATED', 'This passkey is not known here, or was refused. Try another way.');
    return this.source.transaction((manager) => this.sessions.begin(user, client, manager, 'passkey'));
  }

  askForProof({ id, sessionId }: Person): Promise<PasskeyRequest> {
    return this.passkeys.ask('prove', sessionId, id);
  }

  /** As the password does: opens for ten minutes what asks for a fresh proof. */
  async prove({ id, sessionId }: Person, answer: PasskeyAnswer): Promise<void> {
    await this.passkeys.check(answer, 'prove', sessionId, id);
    const now = new Date();
    await this.source.getRepository(LoginSession).update({ id: sessionId, userId: id }, { provedAt: now, passkeyAt: now });
  }
}
