import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { RetentionService } from './retention.service.js';

/** Every night, and at the start for the nights that were missed. */
@Injectable()
export class RetentionJob implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RetentionJob.name);
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly retention: RetentionService) {}

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
      await this.retention.run(new Date());
    } catch (error) {
      this.logger.error(
        `What has expired could not be deleted; it is tried again tomorrow and at the next start. ${error instanceof Error ? (error.stack ?? '') : ''}`,
      );
    }
  }
}
