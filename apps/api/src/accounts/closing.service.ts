import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Done, SetActive } from '@invigil/shared';
import type { DataSource, EntityManager } from 'typeorm';
import { AccountSignals } from '../auth/links/account-signals.js';
import type { ClientInfo } from '../auth/callers/client-info.js';
import { lockAdministrators } from '../auth/users/lock-administrators.js';
import { lockUser } from '../auth/users/lock-user.js';
import type { Person } from '../auth/tokens/person.js';
import { ProofService } from '../auth/proof/proof.service.js';
import { SessionEnder } from '../auth/sessions/session-ender.service.js';
import { User } from '../auth/entities/user.entity.js';
import { Problem } from '../http/problem.js';
import { AccountNotes } from './account-notes.service.js';

/** Accounts that are inactive: nobody signs in to them, every session is over, and their face is not searched for. */
@Injectable()
export class ClosingService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly proof: ProofService,
    private readonly sessions: SessionEnder,
    private readonly notes: AccountNotes,
    private readonly signals: AccountSignals,
  ) {}

  /** A person closes their own account. */
  async closeOwn(person: Person, client: ClientInfo): Promise<Done> {
    this.proof.requireFresh(person);
    await this.change(person, person.id, { active: false, reason: 'closed by its owner' }, client);
    return { status: 'success', message: 'Your account is closed, and you are signed out everywhere.' };
  }

  /** An administrator closes somebody's account, or opens it again. */
  async setActive(actor: Person, userId: string, change: SetActive, client: ClientInfo): Promise<void> {
    if (actor.id === userId) throw new Problem('WRONG_STATE', 'This is your own account. You can close it on your account page.');
    await this.change(actor, userId, change, client);
  }

  private async change(actor: Person, userId: string, { active, reason }: SetActive, client: ClientInfo): Promise<void> {
    const ended = await this.source.transaction(async (manager) => {
      const administrators = await lockAdministrators(manager);
      const user = await lockUser(userId, manager);
      if (user.active === active) return null;
      if (!active && user.role === 'administrator' && administrators.length === 1) {
        throw new Problem('CONFLICT', 'This is the last administrator. Make somebody else administrator first.');
      }
      await manager.getRepository(User).update({ id: userId }, { active });
      await this.tell(user, actor, { active, reason }, client, manager);
      const ending = { reason: 'account closed', actorId: actor.id, address: client.address };
      return active ? [] : this.sessions.endAll(userId, ending, manager);
    });
    if (ended === null) return;
    this.sessions.announce(ended);
    this.signals.activity$.next({ userId, active });
  }

  private tell(user: User, actor: Person, change: SetActive, client: ClientInfo, manager: EntityManager): Promise<void> {
    const at = new Date();
    const [action, kind] = change.active
      ? (['account.reopened', 'account-reopened'] as const)
      : (['account.closed', 'account-closed'] as const);
    return this.notes.write(user, { action, client, actorId: actor.id, detail: { reason: change.reason }, mail: { kind, at } }, manager);
  }
}
