import { Injectable } from '@nestjs/common';
import { decodePicture, encodePicture, PictureError } from '@invigil/biometrics/node';
import type { EntityManager } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';
import { Problem } from '../http/problem.js';
import { bytesOfDataUrl, jpegDataUrl } from './data-url.js';
import { VaultService } from './vault.service.js';

const CONTEXT = 'display-picture';

/** The picture beside a name: for display only, never matched. */
@Injectable()
export class DisplayPictureService {
  constructor(private readonly vault: VaultService) {}

  /** A small JPEG of our own making. */
  async prepare(dataUrl: string): Promise<Uint8Array> {
    try {
      return await encodePicture(await decodePicture(bytesOfDataUrl(dataUrl)), { width: 240, quality: 80 });
    } catch (error) {
      if (error instanceof PictureError) throw new Problem('BAD_PICTURE', error.message);
      throw error;
    }
  }

  async store(userId: string, jpeg: Uint8Array, manager: EntityManager): Promise<void> {
    const displayImage = await this.vault.seal(userId, 'display', jpeg, CONTEXT, manager);
    await manager.getRepository(User).update({ id: userId }, { displayImage });
  }

  /** @returns a data URL, or null when there is none */
  async read({ id, displayImage }: Pick<User, 'id' | 'displayImage'>): Promise<string | null> {
    return displayImage && jpegDataUrl(await this.vault.open(id, 'display', displayImage, CONTEXT));
  }
}
