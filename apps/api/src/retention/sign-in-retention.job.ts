import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { AuditService } from '../audit/audit.service.js';
import { OutdatedSignIns } from '../auth/outdated-sign-ins.service.js';

/** Every night, and at the start for the nights that were missed: login sessions that ended more than 30 days ago, and sign-ins that were never finished. */
@Injectable()
export class SignInRetentionJob implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SignInRetentionJob.name);
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly signIns: OutdatedSignIns,
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
      const loginSessions = await this.signIns.delete(new Date());
      if (loginSessions === 0) return;
      const entry = { actorId: null, action: 'retention.deleted', subjectType: 'installation', subjectId: null };
      await this.audit.record({ ...entry, detail: { loginSessions } });
    } catch (error) {
      this.logger.error(
        `Old sign-ins could not be deleted; it is tried again tomorrow and at the next start. ${error instanceof Error ? (error.stack ?? '') : ''}`,
      );
    }
  }
}
