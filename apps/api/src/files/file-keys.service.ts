import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { VaultService } from '../enrolment/vault.service.js';
import type { StoredFile } from './stored-file.entity.js';

type Keyed = Pick<StoredFile, 'id' | 'ownerId' | 'keySealed'>;

/**
 * A key per file, sealed with its owner's: it goes with the file's row, and destroying the owner's key makes all their files unreadable.
 * Once a file is complete its key is bound to its size, so that a row that says another size opens nothing.
 */
@Injectable()
export class FileKeys {
  constructor(private readonly vault: VaultService) {}

  /** @returns a new key, sealed, for a file on its way */
  make(ownerId: string, fileId: string, manager: EntityManager): Promise<Buffer> {
    return this.vault.seal(ownerId, 'files', randomBytes(32), `upload:${fileId}`, manager);
  }

  ofUpload({ id, ownerId, keySealed }: Keyed): Promise<Buffer> {
    return this.vault.open(ownerId, 'files', keySealed, `upload:${id}`);
  }

  /** The same key, sealed for the complete file. */
  async complete(file: Keyed, size: number, manager: EntityManager): Promise<Buffer> {
    return this.vault.seal(file.ownerId, 'files', await this.ofUpload(file), complete(file.id, size), manager);
  }

  /** @throws Problem NOT_FOUND when the owner's key was destroyed */
  ofFile({ id, ownerId, keySealed, size }: Keyed & Pick<StoredFile, 'size'>): Promise<Buffer> {
    return this.vault.open(ownerId, 'files', keySealed, complete(id, Number(size)));
  }
}

const complete = (id: string, size: number): string => `file:${id}:${String(size)}`;
