import { Injectable } from '@nestjs/common';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { LoginSession } from '../entities/login-session.entity.js';
import { SessionSignals } from './session-signals.js';

interface Ending {
  /** As it is audited: `password changed`. */
  reason: string;
  /** The session that goes on: the one in which the person just did this. */
  except?: string;
  /** Who ended them; the person themselves where it is left out. */
  actorId?: string | null;
  address: string;
}

/** Ends many sessions of one person at once: their tokens are worth nothing from then on, and their sockets are cut. */
@Injectable()
export class SessionEnder {
  constructor(
    private readonly signals: SessionSignals,
    private readonly audit: AuditService,
  ) {}

  /** Hold the account's row, so that none begins meanwhile. @returns the sessions to be announced once the transaction has committed */
  async endAll(userId: string, { reason, except, actorId = userId, address }: Ending, manager: EntityManager): Promise<string[]> {
    const rows = manager.getRepository(LoginSession);
    const sessions = await rows.findBy({ userId, revokedAt: IsNull(), ...(except === undefined ? {} : { id: Not(except) }) });
    for (const { id, device } of sessions) {
      await rows.update({ id }, { revokedAt: new Date(), successorSealed: null });
      const detail = { reason, device };
      await this.audit.record({ actorId, action: 'session.ended', subjectType: 'session', subjectId: id, detail, address }, manager);
    }
    return sessions.map(({ id }) => id);
  }

  announce(sessionIds: readonly string[]): void {
    for (const sessionId of sessionIds) this.signals.revoked$.next({ sessionId });
  }
}
