import { Logger, type OnApplicationBootstrap, type OnModuleDestroy, type Provider, type Type } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';

/** What is to be done once a day, such as deleting what has been kept long enough. */
export interface NightlyWork {
  /** @param now what time it is */
  run(now: Date): Promise<unknown>;
}

/** Does one work every night, and at the start for the nights that were missed: one run after the other, and a failure only in the log. */
export class Nightly implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger: Logger;
  private running: Promise<void> = Promise.resolve();

  constructor(
    name: string,
    private readonly work: NightlyWork,
  ) {
    this.logger = new Logger(name);
  }

  /** In the background: nobody waits for it. */
  onApplicationBootstrap(): void {
    void this.run();
  }

  @Cron(CronExpression.EVERY_DAY_AT_3AM)
  run(): Promise<void> {
    this.running = this.running.then(() => this.attempt());
    return this.running;
  }

  /** The database is there until a run that has begun is over. */
  async onModuleDestroy(): Promise<void> {
    await this.running;
  }

  private async attempt(): Promise<void> {
    try {
      await this.work.run(new Date());
    } catch (error) {
      const cause = error instanceof Error ? (error.stack ?? error.message) : '';
      this.logger.error(`The nightly work failed; it is tried again tomorrow and at the next start. ${cause}`);
    }
  }
}

/** Providers of a work, and of what does it every night. */
export const nightly = (work: Type<NightlyWork>): Provider[] => [
  work,
  { provide: `Nightly ${work.name}`, useFactory: (made: NightlyWork) => new Nightly(work.name, made), inject: [work] },
];
