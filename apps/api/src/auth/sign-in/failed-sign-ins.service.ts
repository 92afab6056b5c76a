import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service.js';
import type { ClientInfo } from '../callers/client-info.js';
import { Limiter } from '../limits/limiter.js';

const HOUR = 60 * 60_000;

/**
 * Writes down that somebody failed to sign in to an account, for its owner to see. Beside the request, which must take as long
 * for an account that does not exist; and so many an hour, so that nobody fills the log by guessing.
 */
@Injectable()
export class FailedSignIns implements OnModuleDestroy {
  private readonly logger = new Logger(FailedSignIns.name);
  private readonly pending = new Set<Promise<void>>();
  private readonly perAccount = new Limiter(20, HOUR);

  constructor(private readonly audit: AuditService) {}

  note(userId: string, { device, address }: ClientInfo): void {
    if (!this.perAccount.hasRoom(userId)) return;
    const entry = { actorId: null, action: 'session.refused', subjectType: 'user', subjectId: userId, detail: { device }, address };
    const writing = this.audit
      .record(entry)
      .catch((error: unknown) => {
        this.logger.error(`A failed sign-in could not be written down. ${error instanceof Error ? (error.stack ?? '') : ''}`);
      })
      .finally(() => this.pending.delete(writing));
    this.pending.add(writing);
  }

  /** The database is there until what was begun is written. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.pending);
  }
}
