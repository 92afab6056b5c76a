import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ClientInfo } from '../auth/callers/client-info.js';
import { LoginSession } from '../auth/entities/login-session.entity.js';
import { PasswordsService } from '../auth/users/passwords.service.js';
import { SessionEnder } from '../auth/sessions/session-ender.service.js';
import { SignInLimits } from '../auth/sign-in/sign-in-limits.js';
import { User } from '../auth/entities/user.entity.js';
import { deviceInWords } from '../auth/sessions/device-words.js';
import { AccountNotes } from './account-notes.service.js';
import { UnprovenService } from './unproven.service.js';

/** Puts another password in place, in a transaction that holds the account's row. Each way answers with what to do after it has committed. */
@Injectable()
export class NewPasswords {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionEnder,
    private readonly notes: AccountNotes,
    private readonly unproven: UnprovenService,
    private readonly limits: SignInLimits,
  ) {}

  /** By the link of a mail, which shows that the address is theirs: every session ends. */
  async reset(user: User, password: string, client: ClientInfo, manager: EntityManager): Promise<() => void> {
    const cleared = user.verified ? () => undefined : await this.unproven.clear(user.id, manager);
    await manager.getRepository(User).update({ id: user.id }, { verified: true });
    const announce = await this.put(user, password, { action: 'password.reset', client }, manager);
    return () => {
      cleared();
      announce();
      this.limits.forgive(user.email, client.address);
    };
  }

  /** By whoever is signed in: every other session ends, and this one knows the password. */
  async change(user: User, sessionId: string, password: string, client: ClientInfo, manager: EntityManager): Promise<() => void> {
    const action = user.passwordHash === null ? 'password.set' : 'password.changed';
    const announce = await this.put(user, password, { action, client, except: sessionId }, manager);
    await manager.getRepository(LoginSession).update({ id: sessionId }, { provedAt: new Date() });
    return announce;
  }

  private async put(
    user: User,
    password: string,
    { action, client, except }: { action: string; client: ClientInfo; except?: string },
    manager: EntityManager,
  ): Promise<() => void> {
    await manager.getRepository(User).update({ id: user.id }, { passwordHash: await this.passwords.hash(password) });
    const ending = { reason: action, address: client.address, ...(except === undefined ? {} : { except }) };
    const ended = await this.sessions.endAll(user.id, ending, manager);
    const mail = { kind: 'password-changed', at: new Date(), device: deviceInWords(client.device).words } as const;
    await this.notes.write(user, { action, client, mail }, manager);
    return () => this.sessions.announce(ended);
  }
}
