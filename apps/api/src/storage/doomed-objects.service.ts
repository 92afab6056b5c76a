import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { In, type DataSource } from 'typeorm';
import { DoomedObject } from './doomed-object.entity.js';
import { ObjectStore } from './object-store.service.js';

const AT_ONCE = 16;

/** Deletes objects once the change that doomed them has committed; what fails is tried again every ten minutes. */
@Injectable()
export class DoomedObjects implements OnModuleDestroy {
  private readonly logger = new Logger(DoomedObjects.name);
  private running: Promise<number> = Promise.resolve(0);
  private ending = false;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly objects: ObjectStore,
  ) {}

  /**
   * One run at a time.
   * @returns how many were deleted
   */
  @Cron(CronExpression.EVERY_10_MINUTES)
  delete(): Promise<number> {
    this.running = this.running.then(() => this.run()).catch(() => 0);
    return this.running;
  }

  /** What is left is in the database: the next start goes on with it. */
  async onModuleDestroy(): Promise<void> {
    this.ending = true;
    await this.running;
  }

  private async run(): Promise<number> {
    const rows = this.source.manager.getRepository(DoomedObject);
    for (let count = 0; ;) {
      const doomed = this.ending ? [] : await rows.find({ order: { since: 'ASC' }, take: AT_ONCE });
      if (doomed.length === 0) return count;
      const ends = await Promise.allSettled(doomed.map(({ objectKey }) => this.objects.delete(objectKey)));
      const gone = doomed.filter((_, i) => ends[i]?.status === 'fulfilled').map(({ objectKey }) => objectKey);
      await rows.delete({ objectKey: In(gone) });
      count += gone.length;
      if (gone.length < doomed.length) {
        // Behind the others, so that one that cannot be deleted holds up none.
        await rows.update({ objectKey: In(doomed.map(({ objectKey }) => objectKey)) }, { since: new Date() });
        this.logger.warn('Objects could not be deleted just now; it is tried again in ten minutes.');
        return count;
      }
    }
  }
}
