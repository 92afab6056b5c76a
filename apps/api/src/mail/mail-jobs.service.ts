import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PgBoss } from 'pg-boss';
import type { DataSource, EntityManager } from 'typeorm';
import { Config } from '../config/config.js';
import { inTransaction, jobQueue, MAIL_QUEUE } from '../database/job-queue.js';

interface Job {
  mailId: string;
}

/** What wakes the delivery of mails. Without a mail server there is none. */
@Injectable()
export class MailJobs implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(MailJobs.name);
  private readonly boss: PgBoss | undefined;

  constructor(@InjectDataSource() source: DataSource, config: Config) {
    if (config.smtp.url === undefined) return;
    this.boss = jobQueue(source);
    this.boss.on('error', (error) => {
      this.logger.error(`The queue of mails has a trouble and goes on. ${error.message}`);
    });
  }

  async onModuleInit(): Promise<void> {
    await this.boss?.start();
  }

  /**
   * @param at when the mail is due; at once when undefined
   * @param manager the transaction that writes the mail down
   */
  async wake(mailId: string, at: Date | undefined, manager: EntityManager): Promise<void> {
    const job: Job = { mailId };
    await this.boss?.send(MAIL_QUEUE, job, { db: inTransaction(manager), ...(at ? { startAfter: at } : {}) });
  }

  /** @param deliver takes a mail's id; what it throws makes the job come again */
  async work(deliver: (mailId: string) => Promise<void>): Promise<void> {
    await this.boss?.work<Job>(MAIL_QUEUE, { pollingIntervalSeconds: 1, batchSize: 1 }, async (jobs) => {
      for (const { data } of jobs) await deliver(data.mailId);
    });
  }

  /** The delivery that runs ends first; what waits goes on after the next start. */
  async onModuleDestroy(): Promise<void> {
    await this.boss?.offWork(MAIL_QUEUE, { wait: true });
    await this.boss?.stop({ graceful: false });
  }
}
