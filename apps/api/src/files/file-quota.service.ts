import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockUser } from '../auth/users/lock-user.js';
import { Problem } from '../http/problem.js';
import { SettingsService } from '../settings/settings.service.js';
import { StoredFile } from './stored-file.entity.js';

const MIB = 1024 ** 2;
const mib = (bytes: number): string => `${(bytes / MIB).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MiB`;

/** How much one file and one person may take. */
@Injectable()
export class FileQuota {
  constructor(private readonly settings: SettingsService) {}

  /**
   * Holds the owner's row until the transaction ends, so that uploads at once cannot pass together what none may alone.
   * @param fileId the file that needs the room; what was set aside for it before does not count
   * @returns how many bytes the file could have at most
   * @throws Problem TOO_LARGE
   */
  async require(ownerId: string, fileId: string, bytes: number, manager: EntityManager): Promise<number> {
    await lockUser(ownerId, manager);
    const { quota, largest } = await this.limits(manager);
    if (bytes > largest) throw new Problem('TOO_LARGE', `This file is too large; one file may have at most ${mib(largest)}.`);
    const left = quota - (await this.used(ownerId, manager, fileId));
    if (bytes > left)
      throw new Problem(
        'TOO_LARGE',
        `There is not enough room: you have ${mib(Math.max(0, left))} left. Delete files that you no longer need.`,
      );
    return Math.min(largest, left);
  }

  async limits(manager?: EntityManager): Promise<{ quota: number; largest: number }> {
    const { files } = await this.settings.read(manager);
    return { quota: files.quotaBytes, largest: files.maxBytes };
  }

  /** Bytes of somebody's files, unfinished uploads included. */
  async used(ownerId: string, manager: EntityManager, without: string | null = null): Promise<number> {
    const row = await manager
      .createQueryBuilder(StoredFile, 'f')
      .select('COALESCE(SUM(f.size), 0)', 'sum')
      .where('f.ownerId = :ownerId AND (CAST(:without AS uuid) IS NULL OR f.id <> :without)', { ownerId, without })
      .getRawOne<{ sum: string }>();
    return Number(row?.sum ?? 0);
  }
}
