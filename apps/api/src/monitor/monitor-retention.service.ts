import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import type { NightlyWork } from '../nightly/nightly.js';
import { AlertsService } from './alerts.service.js';
import { KnownPeopleWriter } from './known-people-writer.service.js';

/** Deletes alerts after 30 days, and imported people 12 months after their last photo. */
@Injectable()
export class MonitorRetention implements NightlyWork {
  constructor(
    private readonly alerts: AlertsService,
    private readonly people: KnownPeopleWriter,
    private readonly audit: AuditService,
  ) {}

  async run(now: Date): Promise<void> {
    const deleted = { alerts: await this.alerts.deleteExpired(now), importedPeople: await this.people.deleteExpired(now) };
    if (deleted.alerts + deleted.importedPeople === 0) return;
    const entry = { actorId: null, action: 'retention.deleted', subjectType: 'installation', subjectId: null };
    await this.audit.record({ ...entry, detail: deleted });
  }
}
