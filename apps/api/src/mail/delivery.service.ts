import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { waitAfter } from './delivery-pace.js';
import { deliveryProblem } from './delivery-problem.js';
import { MailJobs } from './mail-jobs.service.js';
import { MailSeal } from './mail-seal.js';
import { MailTransport } from './mail-transport.service.js';
import { MailRow } from './mail.entity.js';

/** How long a try holds its mail, so that two never send it at once. Shorter than a job's life: after a crash the job finds it free. */
const HELD_SECONDS = 90;

/** Sends the mails that are due, each at least once and each time under the same Message-ID. */
@Injectable()
export class DeliveryService implements OnApplicationBootstrap {
  private readonly logger = new Logger(DeliveryService.name);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly jobs: MailJobs,
    private readonly seal: MailSeal,
    private readonly transport: MailTransport,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.wakeAll();
    await this.jobs.work((mailId) => this.deliver(mailId));
  }

  /** A process that was killed took its job with it for minutes; a mail that is woken twice is sent once. */
  private async wakeAll(): Promise<void> {
    const { manager } = this.source;
    const queued = await manager.find(MailRow, { where: { state: 'queued' }, select: { id: true, nextTryAt: true } });
    for (const { id, nextTryAt } of queued) await this.jobs.wake(id, nextTryAt ?? undefined, manager);
  }

  private async deliver(id: string): Promise<void> {
    const row = await this.hold(id);
    const written = row && this.seal.open(row);
    if (!row || !written) return;
    try {
      await this.transport.send(row, written);
    } catch (error) {
      await this.failed(row, error);
      return;
    }
    const sent = { state: 'sent', tries: row.tries + 1, nextTryAt: null, lastError: '', sentAt: new Date() } as const;
    await this.source.getRepository(MailRow).update({ id }, sent);
  }

  /** @returns null where there is nothing to do: sent, erased, not due yet, or in another's hands */
  private async hold(id: string): Promise<MailRow | null> {
    const held = await this.source
      .createQueryBuilder()
      .update(MailRow)
      .set({ nextTryAt: () => `now() + interval '${String(HELD_SECONDS)} seconds'` })
      .where(`id = :id AND state = 'queued' AND (next_try_at IS NULL OR next_try_at <= now())`, { id })
      .execute();
    return held.affected === 1 ? this.source.getRepository(MailRow).findOneBy({ id }) : null;
  }

  private async failed({ id, kind, tries }: MailRow, error: unknown): Promise<void> {
    const { reason, final } = deliveryProblem(error);
    const wait = final ? null : waitAfter(tries + 1);
    const nextTryAt = wait === null ? null : new Date(Date.now() + wait);
    this.logger.warn(`A mail (${kind}) was not delivered${wait === null ? ' and is given up' : ''}: ${reason}`);
    await this.source.transaction(async (manager) => {
      const state = nextTryAt ? 'queued' : 'failed';
      await manager.getRepository(MailRow).update({ id }, { state, tries: tries + 1, nextTryAt, lastError: reason });
      if (nextTryAt) await this.jobs.wake(id, nextTryAt, manager);
    });
  }
}
