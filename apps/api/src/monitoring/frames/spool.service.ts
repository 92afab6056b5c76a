import type { FaceClaim } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { VaultService } from '../../enrolment/vault.service.js';
import { objectKey } from '../../storage/object-key.js';
import { ObjectStore } from '../../storage/object-store.service.js';
import { claimBytes, readClaim } from './claim-bytes.js';
import type { Frame } from '../entities/frame.entity.js';

export interface Spooled {
  objectKey: string;
  claimSealed: Buffer;
}

/** Frames that wait for their analysis: encrypted under the student's own key, on the disk before anybody is told that they came. */
@Injectable()
export class Spool {
  constructor(
    private readonly vault: VaultService,
    private readonly store: ObjectStore,
  ) {}

  async keep(userId: string, frameId: string, jpeg: Uint8Array, claim: FaceClaim): Promise<Spooled> {
    const key = objectKey('spool');
    const sealed = await this.vault.seal(userId, 'spool', jpeg, `frame:${frameId}`);
    const claimSealed = await this.vault.seal(userId, 'spool', claimBytes(claim), `claim:${frameId}`);
    await this.store.put(key, sealed);
    return { objectKey: key, claimSealed };
  }

  /** @returns null when the picture is lost */
  async open(
    userId: string,
    { id, objectKey: key, claimSealed }: Pick<Frame, 'id' | 'objectKey' | 'claimSealed'>,
  ): Promise<{ jpeg: Uint8Array; claim: FaceClaim | null } | null> {
    const sealed = key === null ? null : await this.store.get(key);
    if (sealed === null) return null;
    const jpeg = await this.vault.open(userId, 'spool', sealed, `frame:${id}`);
    const claim = claimSealed && readClaim(await this.vault.open(userId, 'spool', claimSealed, `claim:${id}`));
    return { jpeg, claim };
  }

  async discard(key: string): Promise<void> {
    await this.store.delete(key);
  }
}
