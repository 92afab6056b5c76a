import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { ClientInfo } from '../auth/callers/client-info.js';
import type { User } from '../auth/entities/user.entity.js';
import type { MailContent } from '../mail/mail-content.js';
import { Mailer } from '../mail/mailer.service.js';

interface Note {
  action: string;
  client: ClientInfo;
  /** Who did it; the account's owner where it is left out, null for whoever is not signed in. */
  actorId?: string | null;
  detail?: Record<string, unknown>;
  /** What the owner is told by mail. */
  mail?: MailContent;
  /** Where that goes; the account's address where it is left out. */
  to?: string;
}

/** What happens to an account: a line in the log, and a mail to its owner where they should know. */
@Injectable()
export class AccountNotes {
  constructor(
    private readonly audit: AuditService,
    private readonly mailer: Mailer,
  ) {}

  /** @param manager the transaction of the change itself */
  async write(user: Pick<User, 'id' | 'email'>, note: Note, manager: EntityManager): Promise<void> {
    const { action, client, actorId = user.id, mail, to = user.email } = note;
    const detail = actorId === user.id || actorId === null ? { device: client.device, ...note.detail } : (note.detail ?? {});
    const entry = { actorId, action, subjectType: 'user', subjectId: user.id, detail, address: client.address };
    await this.audit.record(entry, manager);
    if (mail) await this.mailer.queue({ to, personId: user.id, ...mail }, manager);
  }
}
