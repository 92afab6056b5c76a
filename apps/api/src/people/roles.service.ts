import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Role } from '@invigil/shared';
import { IsNull, type DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { lockAdministrators } from '../auth/users/lock-administrators.js';
import { lockUser } from '../auth/users/lock-user.js';
import { LoginSession } from '../auth/entities/login-session.entity.js';
import type { Person } from '../auth/tokens/person.js';
import { SessionSignals } from '../auth/sessions/session-signals.js';
import { User } from '../auth/entities/user.entity.js';
import { Problem } from '../http/problem.js';

@Injectable()
export class RolesService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly audit: AuditService,
    private readonly signals: SessionSignals,
  ) {}

  /** Holds from the next request on. Open sockets are cut, since they were let in with the old role; they come back with the new one. */
  async change(actor: Person, userId: string, role: Role, address: string): Promise<void> {
    const sessions = await this.source.transaction(async (manager) => {
      const administrators = await lockAdministrators(manager);
      const user = await lockUser(userId, manager);
      if (user.role === role) return [];
      if (user.role === 'administrator' && administrators.length === 1) {
        throw new Problem('CONFLICT', 'This is the last administrator. Make somebody else administrator first.');
      }
      await manager.getRepository(User).update({ id: userId }, { role });
      const entry = { action: 'role.changed', subjectType: 'user', subjectId: userId, detail: { from: user.role, to: role } };
      await this.audit.record({ actorId: actor.id, ...entry, address }, manager);
      return manager.getRepository(LoginSession).findBy({ userId, revokedAt: IsNull() });
    });
    for (const { id } of sessions) this.signals.revoked$.next({ sessionId: id });
  }
}
