import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ChangePassword, Done } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import type { ClientInfo } from '../auth/client-info.js';
import { lockUser } from '../auth/lock-user.js';
import { LogInService } from '../auth/log-in.service.js';
import { LoginSession } from '../auth/login-session.entity.js';
import { Passkey } from '../auth/passkeys/passkey.entity.js';
import type { Person } from '../auth/person.js';
import { ProofService } from '../auth/proof.service.js';
import { User } from '../auth/user.entity.js';
import { Problem } from '../http/problem.js';
import { AccountLimits } from './account-limits.js';
import { NewPasswords } from './new-passwords.service.js';

const RECENT_MS = 10 * 60_000;

/** A person's own password: changed with the old one or a fresh proof, set where there is none. */
@Injectable()
export class OwnPassword {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly logIns: LogInService,
    private readonly proof: ProofService,
    private readonly passwords: NewPasswords,
    private readonly limits: AccountLimits,
  ) {}

  async change(person: Person, { current, password }: ChangePassword, client: ClientInfo): Promise<Done> {
    this.limits.change(person.id);
    if (current === undefined) await this.requireProof(person);
    else await this.logIns.prove(person, current, client);
    const announce = await this.source.transaction(async (manager) => {
      const user = await lockUser(person.id, manager);
      return this.passwords.change(user, person.sessionId, password, client, manager);
    });
    announce();
    return { status: 'success', message: 'Your password is changed. Your other devices are signed out.' };
  }

  private async requireProof(person: Person): Promise<void> {
    const { manager } = this.source;
    const { passwordHash } = await manager.getRepository(User).findOneByOrFail({ id: person.id });
    const bare = passwordHash === null && !(await manager.getRepository(Passkey).existsBy({ userId: person.id }));
    if (bare) await this.requireRecentFace(person);
    else this.proof.requireFresh(person);
  }

  /** An account with nothing but a face: what opened the session is the only proof that there can be. */
  private async requireRecentFace({ sessionId, faceVerifiedAt }: Person): Promise<void> {
    const { createdAt } = await this.source.getRepository(LoginSession).findOneByOrFail({ id: sessionId });
    const newest = Math.max(createdAt.getTime(), faceVerifiedAt?.getTime() ?? 0);
    if (Date.now() - newest <= RECENT_MS) return;
    throw new Problem('PROOF_REQUIRED', 'Sign in with your face once more, then set your first password within 10 minutes.');
  }
}
