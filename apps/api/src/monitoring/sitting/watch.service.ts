import { LANES } from '@invigil/shared';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { Attempt } from '../../attempts/attempt.entity.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { AttemptMemories } from '../memory/attempt-memories.service.js';
import { Challenges } from '../observing/challenges.service.js';
import type { LinkState, Observation } from '../checks/observation.js';
import { FramePipeline } from '../frames/frame-pipeline.service.js';
import { newestStream } from '../memory/newest-stream.js';
import { Observer } from '../observing/observer.service.js';

/** Looks after every attempt in progress once a second: silence, missing numbers, frames to ask for, violations that have ended. */
@Injectable()
export class Watch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Watch.name);
  private readonly busy = new Set<string>();
  private stopped = false;

  constructor(
    private readonly db: DataSource,
    private readonly memories: AttemptMemories,
    private readonly observer: Observer,
    private readonly challenges: Challenges,
    private readonly pipeline: FramePipeline,
  ) {}

  /** Also attempts whose page never comes back after a restart: their silence counts from now. */
  async onApplicationBootstrap(): Promise<void> {
    const rows = await this.db.manager.find(Attempt, { where: { state: 'in_progress' }, select: { id: true } });
    for (const { id } of rows) this.report(this.memories.of(id));
  }

  @Interval(1000)
  tick(): void {
    if (this.stopped) return;
    for (const memory of this.memories.all()) {
      if (memory.state !== 'in_progress' || this.busy.has(memory.attemptId)) continue;
      this.busy.add(memory.attemptId);
      this.report(this.look(memory).finally(() => this.busy.delete(memory.attemptId)));
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.observer.idle();
  }

  private async look(memory: AttemptMemory): Promise<void> {
    const now = Date.now();
    const { attemptId } = memory;
    const outcome = await this.observer.within(attemptId, (known) => Promise.resolve(this.challenges.expire(known, now)));
    const observations: Observation[] = [linkOf(memory, now)];
    const until = this.pipeline.judgedUntil(attemptId, now);
    if (until !== null) observations.push({ type: 'tick', at: until });
    await this.observer.observe(attemptId, outcome ? [outcome, ...observations] : observations);
    await this.observer.within(attemptId, (known) => this.challenges.atRandom(known, now));
  }

  private report(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.logger.error(error instanceof Error ? error.stack : 'an attempt could not be looked after'));
  }
}

function linkOf({ streams, heardAt }: AttemptMemory, now: number): LinkState {
  const gaps = LANES.flatMap((lane) => {
    const info = newestStream(streams, lane)?.info;
    return info && info.claimed > info.head ? [{ from: info.head + 1, to: info.claimed }] : [];
  });
  return { type: 'link', at: now, heardAt, missing: gaps[0] ?? null };
}
