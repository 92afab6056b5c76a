import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { LessThan, type DataSource } from 'typeorm';
import type { NightlyWork } from '../../nightly/nightly.js';
import { FaceRun } from '../tickets/face-run.entity.js';

/** As long as the log of sign-ins that nobody looks at any more. */
const KEPT_MS = 90 * 86_400_000;

/** Deletes what is written down of head movements after 90 days. */
@Injectable()
export class ExpiredRuns implements NightlyWork {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async run(now: Date): Promise<void> {
    await this.source.manager.delete(FaceRun, { startedAt: LessThan(new Date(now.getTime() - KEPT_MS)) });
  }
}
