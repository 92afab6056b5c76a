import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThanOrEqual } from 'typeorm';
import { ObjectStore } from '../storage/object-store.service.js';
import { Evidence } from '../violations/evidence.entity.js';

const AT_ONCE = 100;

/** Pictures are kept for the time that the exam's policy says. */
@Injectable()
export class ExpiredEvidence {
  constructor(
    private readonly dataSource: DataSource,
    private readonly objects: ObjectStore,
  ) {}

  /**
   * Deletes the pictures whose time is over, the object before the row, so that a crash in between is made good by the next run. The chain stays.
   * @returns how many
   */
  async delete(now: Date): Promise<number> {
    const { manager } = this.dataSource;
    for (let count = 0; ;) {
      const expired = await manager.find(Evidence, {
        where: { expiresAt: LessThanOrEqual(now) },
        order: { expiresAt: 'ASC' },
        take: AT_ONCE,
      });
      if (expired.length === 0) return count;
      for (const { objectKey } of expired) await this.objects.delete(objectKey);
      await manager.delete(Evidence, { id: In(expired.map(({ id }) => id)) });
      count += expired.length;
    }
  }
}
