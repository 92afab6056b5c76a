import type { ChangeFile, FileAnswer, FileList, FileListQuery, FileView } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { ClientInfo } from '../auth/callers/client-info.js';
import type { Person } from '../auth/tokens/person.js';
import { DoomedObjects } from '../storage/doomed-objects.service.js';
import { FileFinder } from './file-finder.service.js';
import { openUntil } from './file-gate.service.js';
import { FileQuota } from './file-quota.service.js';
import { foldText } from './fold-text.js';
import { removeFile } from './remove-file.js';
import { safeFileName } from './safe-file-name.js';
import { StoredFile } from './stored-file.entity.js';

/** What people do with files that are there. */
@Injectable()
export class FilesService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly finder: FileFinder,
    private readonly quota: FileQuota,
    private readonly audit: AuditService,
    private readonly doomed: DoomedObjects,
  ) {}

  async list(person: Person, query: FileListQuery): Promise<FileList> {
    const [found, used, limits] = await Promise.all([
      this.finder.list(person.id, query),
      this.quota.used(person.id, this.source.manager),
      this.quota.limits(),
    ]);
    return { status: 'success', ...found, openUntil: openUntil(person), used, ...limits };
  }

  async answer(person: Person, fileId: string, message: string): Promise<FileAnswer> {
    return { status: 'success', message, file: await this.finder.one(person.id, fileId) };
  }

  async change(person: Person, fileId: string, change: ChangeFile, client: ClientInfo): Promise<FileAnswer> {
    await this.source.transaction(async (manager) => {
      const file = await this.finder.own(person.id, fileId, manager);
      const isPublic = change.isPublic ?? file.isPublic;
      const name = change.name === undefined ? file.name : safeFileName(change.name);
      await manager.update(StoredFile, { id: fileId }, { isPublic, name, folded: foldText(name) });
      const entry = { actorId: person.id, subjectType: 'file', subjectId: fileId, address: client.address };
      if (isPublic !== file.isPublic) await this.audit.record({ ...entry, action: 'file.shared', detail: { public: isPublic } }, manager);
      if (name !== file.name) await this.audit.record({ ...entry, action: 'file.renamed' }, manager);
    });
    return this.answer(person, fileId, 'Saved.');
  }

  /** The row, its key and who may see it go at once; the objects follow as soon as that is certain. */
  async delete(person: Person, fileId: string, client: ClientInfo): Promise<{ status: 'success'; message: string; file: FileView }> {
    const file = await this.source.transaction(async (manager) => {
      await this.finder.own(person.id, fileId, manager);
      const view = await this.finder.one(person.id, fileId, manager);
      await removeFile(manager, fileId);
      const entry = { action: 'file.deleted', subjectType: 'file', subjectId: fileId, address: client.address };
      await this.audit.record({ actorId: person.id, ...entry }, manager);
      return view;
    });
    void this.doomed.delete();
    return { status: 'success', message: 'Deleted.', file };
  }
}
