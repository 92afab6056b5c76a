import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { IsNull, LessThanOrEqual, Not, type DataSource } from 'typeorm';
import { MailRow } from './mail.entity.js';

const DAY_MS = 86_400_000;
const CONTENT_DAYS = 30;
const ROW_DAYS = 180;

/** What mails say is erased after 30 days, that there was one after 180. Every night, and at the start for the nights that were missed. */
@Injectable()
export class MailRetentionJob implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(MailRetentionJob.name);
  private running: Promise<void> = Promise.resolve();

  constructor(@InjectDataSource() private readonly source: DataSource) {}

  onApplicationBootstrap(): void {
    void this.nightly();
  }

  @Cron(CronExpression.EVERY_DAY_AT_3AM)
  nightly(): Promise<void> {
    this.running = this.run(new Date()).catch((error: unknown) => {
      this.logger.error(`Old mails could not be erased; it is tried again tomorrow. ${error instanceof Error ? (error.stack ?? '') : ''}`);
    });
    return this.running;
  }

  /** @param now what time it is. One that still was to be sent is given up. */
  async run(now: Date): Promise<void> {
    const rows = this.source.getRepository(MailRow);
    const before = (days: number) => LessThanOrEqual(new Date(now.getTime() - days * DAY_MS));
    const old = { createdAt: before(CONTENT_DAYS), sealed: Not(IsNull()) };
    await rows.update({ ...old, state: 'queued' }, { state: 'failed', nextTryAt: null, lastError: 'It could not be sent for 30 days.' });
    await rows.update(old, { sealed: null, wrapped: null });
    await rows.delete({ createdAt: before(ROW_DAYS) });
  }

  async onModuleDestroy(): Promise<void> {
    await this.running;
  }
}
