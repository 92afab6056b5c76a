import type { FileAnswer } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { In, type DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { ClientInfo } from '../auth/callers/client-info.js';
import { Limiter } from '../auth/limits/limiter.js';
import type { Person } from '../auth/tokens/person.js';
import { Mailer } from '../mail/mailer.service.js';
import { FileFinder } from './file-finder.service.js';
import { FilePerson } from './file-person.entity.js';
import type { StoredFile } from './stored-file.entity.js';

const HOUR = 3_600_000;
const REACHABLE = `
  SELECT id, email FROM users
  WHERE email = ANY($1) AND active AND verified AND COALESCE((privacy->>'sharedWith')::boolean, true)
`;

/** Sharing with people by their address. Whether somebody has it, and lets files be shared with them, makes no difference to the answer. */
@Injectable()
export class FilePeople {
  /** Addresses that somebody may add in an hour: each can mean a mail. */
  private readonly added = new Limiter(200, HOUR);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly finder: FileFinder,
    private readonly mailer: Mailer,
    private readonly audit: AuditService,
  ) {}

  /** Replaces the addresses that a file is shared with; whoever is new among them gets a mail. */
  async replace(person: Person, fileId: string, given: readonly string[], client: ClientInfo): Promise<FileAnswer> {
    const emails = [...new Set(given)].filter((email) => email !== person.email);
    await this.source.transaction(async (manager) => {
      const file = await this.finder.own(person.id, fileId, manager);
      const before = (await manager.findBy(FilePerson, { fileId })).map(({ email }) => email);
      const fresh = emails.filter((email) => !before.includes(email));
      const gone = before.filter((email) => !emails.includes(email));
      fresh.forEach(() => {
        this.added.take(person.id);
      });
      await manager.delete(FilePerson, { fileId, email: In(gone) });
      await manager.insert(
        FilePerson,
        fresh.map((email) => ({ fileId, email })),
      );
      await this.tell(person, file, fresh, manager);
      if (fresh.length + gone.length === 0) return;
      const entry = { action: 'file.shared', subjectType: 'file', subjectId: fileId, address: client.address };
      await this.audit.record({ actorId: person.id, ...entry, detail: { added: fresh.length, removed: gone.length } }, manager);
    });
    return { status: 'success', message: 'Saved.', file: await this.finder.one(person.id, fileId) };
  }

  private async tell(person: Person, file: StoredFile, emails: readonly string[], manager: EntityManager): Promise<void> {
    const reached = await manager.query<{ id: string; email: string }[]>(REACHABLE, [emails]);
    const content = { kind: 'file-shared', fileName: file.name, by: person.name ?? person.email, link: '/files?show=shared' } as const;
    for (const { id, email } of reached) await this.mailer.queue({ to: email, personId: id, ...content }, manager);
  }
}
