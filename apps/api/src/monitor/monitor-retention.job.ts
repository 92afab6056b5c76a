import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { AuditService } from '../audit/audit.service.js';
import { AlertsService } from './alerts.service.js';
import { KnownPeopleWriter } from './known-people-writer.service.js';

/** Every night, and at the start for the nights that were missed: alerts after 30 days, imported people 12 months after their last photo. */
@Injectable()
export class MonitorRetentionJob implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(MonitorRetentionJob.name);
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly alerts: AlertsService,
    private readonly people: KnownPeopleWriter,
    private readonly audit: AuditService,
  ) {}

  onApplicationBootstrap(): void {
    void this.run();
  }

  @Cron(CronExpression.EVERY_DAY_AT_3AM)
  run(): Promise<void> {
    this.running = this.running.then(() => this.attempt());
    return this.running;
  }

  /** The database is there until a run that has begun is over. */
  async onModuleDestroy(): Promise<void> {
    await this.running;
  }

  private async attempt(): Promise<void> {
    try {
      const now = new Date();
      const deleted = { alerts: await this.alerts.deleteExpired(now), importedPeople: await this.people.deleteExpired(now) };
      if (deleted.alerts + deleted.importedPeople === 0) return;
      const entry = { actorId: null, action: 'retention.deleted', subjectType: 'installation', subjectId: null };
      await this.audit.record({ ...entry, detail: deleted });
    } catch (error) {
      this.logger.error(
        `Old alerts could not be deleted; it is tried again tomorrow and at the next start. ${error instanceof Error ? (error.stack ?? '') : ''}`,
      );
    }
  }
}
