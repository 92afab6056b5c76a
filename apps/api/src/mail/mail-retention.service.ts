import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { IsNull, LessThanOrEqual, Not, type DataSource } from 'typeorm';
import type { NightlyWork } from '../nightly/nightly.js';
import { MailRow } from './mail.entity.js';

const DAY_MS = 86_400_000;
const CONTENT_DAYS = 30;
const ROW_DAYS = 180;

/** What mails say is erased after 30 days, that there was one after 180. */
@Injectable()
export class MailRetention implements NightlyWork {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** One that still was to be sent is given up. */
  async run(now: Date): Promise<void> {
    const rows = this.source.getRepository(MailRow);
    const before = (days: number) => LessThanOrEqual(new Date(now.getTime() - days * DAY_MS));
    const old = { createdAt: before(CONTENT_DAYS), sealed: Not(IsNull()) };
    await rows.update({ ...old, state: 'queued' }, { state: 'failed', nextTryAt: null, lastError: 'It could not be sent for 30 days.' });
    await rows.update(old, { sealed: null, wrapped: null });
    await rows.delete({ createdAt: before(ROW_DAYS) });
  }
}
