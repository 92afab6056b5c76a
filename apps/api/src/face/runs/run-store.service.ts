import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Limiter } from '../../auth/limits/limiter.js';
import { FaceRun } from '../tickets/face-run.entity.js';
import { reasonToTell } from './reason-to-tell.js';
import type { Verdict } from './run-judge.js';
import type { RunningRun } from './running-run.js';
import { VerifyWriter } from '../verifying/verify-writer.service.js';

/** What is written down of runs: that there was one, how it ended, and for the person's own activity the face checks that did not get beyond it. */
@Injectable()
export class RunStore {
  /** Lines of one person's activity: enough to know that somebody tries, and no flood that buries the rest. */
  readonly #lines = new Limiter(5, 10 * 60_000);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly writer: VerifyWriter,
  ) {}

  async started({ id, use, client }: RunningRun, now: number): Promise<void> {
    const run = { id, purpose: use.purpose, userId: use.personId, address: client.address, startedAt: new Date(now) };
    await this.source.manager.insert(FaceRun, run);
  }

  async ended(running: RunningRun, verdict: NonNullable<Verdict>): Promise<void> {
    const { id, use, client } = running;
    const reason = reasonToTell(running, verdict);
    await this.source.transaction(async (manager) => {
      await manager.update(FaceRun, { id }, { ...verdict, endedAt: new Date() });
      if (reason === null || use.personId === null || !this.#lines.hasRoom(use.personId)) return;
      await this.writer.refused({ id: use.personId }, reason, client, manager);
    });
  }
}
