import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { LessThanOrEqual, type DataSource, type EntityManager } from 'typeorm';
import { v4 } from 'uuid';
import { AuditService } from '../audit/audit.service.js';
import type { ClientInfo } from '../auth/callers/client-info.js';
import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { DoomedObjects } from '../storage/doomed-objects.service.js';
import { chunksIn } from './chunk-seal.js';
import { FileKeys } from './file-keys.service.js';
import { FileQuota } from './file-quota.service.js';
import { foldText } from './fold-text.js';
import { removeFile } from './remove-file.js';
import { safeFileName } from './safe-file-name.js';
import { StoredFile } from './stored-file.entity.js';

const AT_ONCE = 100;
const AHEAD_BYTES = 32 * 1024 ** 2;

/** The beginning and the end of every upload, whichever way its bytes come. */
@Injectable()
export class UploadsService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly keys: FileKeys,
    private readonly quota: FileQuota,
    private readonly audit: AuditService,
    private readonly doomed: DoomedObjects,
  ) {}

  /** @param bytes what is set aside of the owner's quota */
  async begin(
    person: Person,
    given: { name: string; bytes: number; sessionId: string | null; expiresAt: Date },
  ): Promise<{ file: StoredFile; key: Buffer }> {
    const [id, name] = [v4(), safeFileName(given.name)];
    const file = await this.source.transaction(async (manager) => {
      await this.quota.require(person.id, id, given.bytes, manager);
      const { sessionId, expiresAt } = given;
      const keySealed = await this.keys.make(person.id, id, manager);
      const row = { id, ownerId: person.id, state: 'uploading' as const, name, folded: foldText(name), keySealed, sessionId, expiresAt };
      await manager.insert(StoredFile, { ...row, size: String(given.bytes) });
      return manager.findOneByOrFail(StoredFile, { id });
    });
    return { file, key: await this.keys.ofUpload(file) };
  }

  /**
   * Sets more aside for an upload whose size nobody said, some in advance where there is room.
   * @returns how much has been set aside now, at least `bytes`
   */
  async grow({ id, ownerId }: StoredFile, bytes: number): Promise<number> {
    return this.source.transaction(async (manager) => {
      const room = await this.quota.require(ownerId, id, bytes, manager);
      const size = Math.min(room, bytes + AHEAD_BYTES);
      await manager.update(StoredFile, { id, state: 'uploading' }, { size: String(size) });
      return size;
    });
  }

  /**
   * Makes a file of an upload whose pieces are all there. Asked again, it answers the same.
   * @throws Problem WRONG_STATE when pieces are missing
   */
  async finish(person: Person, fileId: string, size: number, client: ClientInfo): Promise<void> {
    await this.source.transaction(async (manager) => {
      const file = await manager.findOne(StoredFile, { where: { id: fileId, ownerId: person.id }, lock: { mode: 'pessimistic_write' } });
      if (file?.state === 'ready') return;
      if (!file || !(await this.isWhole(fileId, size, manager)))
        throw new Problem('WRONG_STATE', 'Parts of this file are still missing; send them, then finish the upload.');
      const keySealed = await this.keys.complete(file, size, manager);
      const ready = { state: 'ready' as const, size: String(size), keySealed, readyAt: new Date(), expiresAt: null, sessionId: null };
      await manager.update(StoredFile, { id: fileId }, ready);
      const entry = { action: 'file.uploaded', subjectType: 'file', subjectId: fileId, detail: { bytes: size, type: file.mime } };
      await this.audit.record({ actorId: person.id, ...entry, address: client.address }, manager);
    });
  }

  /** Leaves nothing of an upload. */
  async discard(fileId: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const file = await manager.findOne(StoredFile, { where: { id: fileId, state: 'uploading' }, lock: { mode: 'pessimistic_write' } });
      if (file) await removeFile(manager, fileId);
    });
    await this.doomed.delete();
  }

  /**
   * Uploads that nobody goes on with, after a crash or a closed page.
   * @returns how many
   */
  async discardExpired(now: Date): Promise<number> {
    for (let count = 0; ;) {
      const expired = await this.source.manager.find(StoredFile, {
        where: { state: 'uploading', expiresAt: LessThanOrEqual(now) },
        take: AT_ONCE,
      });
      if (expired.length === 0) return count;
      for (const { id } of expired) await this.discard(id);
      count += expired.length;
    }
  }

  private async isWhole(fileId: string, size: number, manager: EntityManager): Promise<boolean> {
    const [row] = await manager.query<{ count: number; last: number | null }[]>(
      'SELECT count(*)::int AS count, max(n) AS last FROM file_chunks WHERE file_id = $1',
      [fileId],
    );
    return row?.count === chunksIn(size) && row.last === chunksIn(size) - 1;
  }
}
