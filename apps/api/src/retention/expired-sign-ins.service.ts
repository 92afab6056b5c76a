import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { OutdatedSignIns } from '../auth/sign-in/outdated-sign-ins.service.js';
import type { NightlyWork } from '../nightly/nightly.js';

/** Deletes login sessions that ended more than 30 days ago, and sign-ins that were never finished. */
@Injectable()
export class ExpiredSignIns implements NightlyWork {
  constructor(
    private readonly signIns: OutdatedSignIns,
    private readonly audit: AuditService,
  ) {}

  async run(now: Date): Promise<void> {
    const loginSessions = await this.signIns.delete(now);
    if (loginSessions === 0) return;
    const entry = { actorId: null, action: 'retention.deleted', subjectType: 'installation', subjectId: null };
    await this.audit.record({ ...entry, detail: { loginSessions } });
  }
}
