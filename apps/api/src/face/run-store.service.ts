import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { LessThan, type DataSource } from 'typeorm';
import { FaceRun } from './face-run.entity.js';
import type { Verdict } from './run-judge.js';
import type { RunningRun } from './running-run.js';

/** As long as the log of sign-ins that nobody looks at any more. */
const KEPT_MS = 90 * 86_400_000;

/** What is written down of runs: that there was one, and how it ended. */
@Injectable()
export class RunStore {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async started({ id, use, address }: RunningRun, now: number): Promise<void> {
    await this.source.manager.insert(FaceRun, { id, purpose: use.purpose, userId: use.personId, address, startedAt: new Date(now) });
  }

  async ended({ id }: RunningRun, { outcome, reason }: NonNullable<Verdict>): Promise<void> {
    await this.source.manager.update(FaceRun, { id }, { outcome, reason, endedAt: new Date() });
  }

  @Cron(CronExpression.EVERY_DAY_AT_4AM)
  async forget(now = Date.now()): Promise<void> {
    await this.source.manager.delete(FaceRun, { startedAt: LessThan(new Date(now - KEPT_MS)) });
  }
}
