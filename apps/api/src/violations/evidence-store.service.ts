import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { v4 } from 'uuid';
import { VaultService } from '../enrolment/vault.service.js';
import { objectKey } from '../storage/object-key.js';
import { ObjectStore } from '../storage/object-store.service.js';

export interface SealedPicture {
  id: string;
  objectKey: string;
  /** Of the picture before encryption. */
  sha256: Buffer;
}

/** Pictures behind violations, encrypted under the student's `evidence` key and bound to the evidence's id. */
@Injectable()
export class EvidenceStore {
  private readonly logger = new Logger(EvidenceStore.name);

  constructor(
    private readonly vault: VaultService,
    private readonly objects: ObjectStore,
  ) {}

  /** Before the transaction, so that a committed row never names a picture that is not there. */
  async keep(userId: string, jpeg: Uint8Array): Promise<SealedPicture> {
    const picture = { id: v4(), objectKey: objectKey('evidence'), sha256: createHash('sha256').update(jpeg).digest() };
    await this.objects.put(picture.objectKey, await this.vault.seal(userId, 'evidence', jpeg, picture.id));
    return picture;
  }

  /** @returns null when the object is gone or the student's key was destroyed */
  async open(userId: string, evidence: { id: string; objectKey: string }): Promise<Buffer | null> {
    const sealed = await this.objects.get(evidence.objectKey);
    return sealed === null ? null : this.vault.open(userId, 'evidence', sealed, evidence.id);
  }

  /** What could not be deleted now is found later by the retention job: no row names it. */
  async discard(pictures: Iterable<SealedPicture>): Promise<void> {
    for (const { objectKey: key } of pictures) {
      await this.objects.delete(key).catch(() => {
        this.logger.warn('A picture that became no evidence could not be deleted yet; the retention job will.');
      });
    }
  }
}
