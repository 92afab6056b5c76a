import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { FaceRun } from './face-run.entity.js';
import type { Verdict } from './run-judge.js';
import type { RunningRun } from './running-run.js';

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
}
