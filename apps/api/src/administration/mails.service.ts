import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { MailPage, MailQuery, MailSummary, OpenedMail } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Config } from '../config/config.js';
import { Problem } from '../http/problem.js';
import { MailJobs } from '../mail/mail-jobs.service.js';
import { MailSeal } from '../mail/mail-seal.js';
import { MailRow } from '../mail/mail.entity.js';

/** Who does it, and from where. */
interface Actor {
  id: string;
  address: string;
}

/** What an administrator sees of mails, and may do with them. */
@Injectable()
export class MailsService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly config: Config,
    private readonly seal: MailSeal,
    private readonly jobs: MailJobs,
    private readonly audit: AuditService,
  ) {}

  /** Newest first; ids are made in the order of time. */
  async page({ q, state, before, limit }: MailQuery): Promise<MailPage> {
    const query = this.source
      .createQueryBuilder(MailRow, 'm')
      .orderBy('m.id', 'DESC')
      .limit(limit + 1);
    if (q !== '') query.andWhere('m.recipient ILIKE :like', { like: `%${q.replace(/[\\%_]/g, '\\$&')}%` });
    if (state !== undefined) query.andWhere('m.state = :state', { state });
    if (before !== undefined) query.andWhere('m.id < :before', { before });
    const rows = await query.getMany();
    const mails = rows.slice(0, limit).map((row) => this.summary(row));
    return { mails, next: rows.length > limit ? (mails.at(-1)?.id ?? null) : null, sending: this.sending };
  }

  /** Only what no mail server will carry is shown: its links open accounts, so whose account it is can see that it was opened. */
  async open(id: string, actor: Actor): Promise<OpenedMail> {
    const row = await this.row(id);
    if (!this.readable(row)) {
      throw new Problem(
        'FORBIDDEN',
        'This mail cannot be read here: it was sent, a mail server is set, or it was erased. Ask whoever should have it to have it sent again.',
      );
    }
    const written = this.seal.open(row);
    if (!written) throw new Problem('NOT_FOUND', 'This mail has been erased.');
    await this.record('mail.opened', row, actor);
    const { subject, text, html, link, picture } = written;
    return { id, recipient: row.recipient, subject, text, html, link, picture: picture && `data:image/jpeg;base64,${picture}` };
  }

  /** Sends one again that was given up, or that waited for a mail server; one that is queued is tried now. */
  async retry(id: string, actor: Actor): Promise<MailSummary> {
    const { sending } = this;
    if (!sending) throw new Problem('WRONG_STATE', 'No mail server is set. Set SMTP_URL and start the server again, then try again.');
    await this.source.transaction(async (manager) => {
      const rows = manager.getRepository(MailRow);
      const row = await rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!row) throw noSuchMail();
      if (row.state === 'sent') throw new Problem('WRONG_STATE', 'This mail has been sent already.');
      if (!row.sealed) throw new Problem('WRONG_STATE', 'What this mail said has been erased; it cannot be sent any more.');
      // A try that runs now holds its mail: the job finds that and leaves it alone.
      if (row.state !== 'queued' || row.lastError !== '') await rows.update({ id }, { state: 'queued', nextTryAt: null });
      await this.jobs.wake(id, undefined, manager);
      await this.audit.record(auditEntry('mail.retried', row, actor), manager);
    });
    return this.summary(await this.row(id));
  }

  private get sending(): boolean {
    return this.config.smtp.url !== undefined;
  }

  private readable({ state, sealed }: MailRow): boolean {
    return !this.sending && state !== 'sent' && sealed !== null;
  }

  private async row(id: string): Promise<MailRow> {
    const row = await this.source.getRepository(MailRow).findOneBy({ id });
    if (!row) throw noSuchMail();
    return row;
  }

  private record(action: string, row: MailRow, actor: Actor): Promise<void> {
    return this.audit.record(auditEntry(action, row, actor));
  }

  private summary(row: MailRow): MailSummary {
    const { id, kind, recipient, state, tries, lastError } = row;
    const nextTryAt = row.nextTryAt?.toISOString() ?? null;
    const sentAt = row.sentAt?.toISOString() ?? null;
    return {
      id,
      kind,
      recipient,
      state,
      tries,
      nextTryAt,
      lastError,
      createdAt: row.createdAt.toISOString(),
      sentAt,
      readable: this.readable(row),
    };
  }
}

const noSuchMail = (): Problem => new Problem('NOT_FOUND', 'There is no such mail any more; reload the list.');

/** Under the person whom it is about, so that they see it too. */
const auditEntry = (action: string, { id, kind, personId }: MailRow, actor: Actor) => ({
  actorId: actor.id,
  action,
  subjectType: personId === null ? 'mail' : 'user',
  subjectId: personId ?? id,
  detail: { kind, mailId: id },
  address: actor.address,
});
