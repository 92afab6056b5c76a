import { expireLiveness } from '@invigil/biometrics';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { AttemptMemories } from '../memory/attempt-memories.service.js';
import { GRACE_MS } from '../observing/challenges.service.js';
import { LivenessDesk, type LivenessEnd } from './liveness-desk.service.js';
import { mayAsk, verdictOf } from '../memory/liveness-mind.js';
import { LivenessReporter } from './liveness-reporter.service.js';
import { Observer } from '../observing/observer.service.js';
import { StudentRooms } from '../rooms/student-rooms.service.js';

/** Once a second: asks for head movements where a living person is in doubt, and ends what nobody answers. */
@Injectable()
export class LivenessWatch implements BeforeApplicationShutdown {
  private readonly logger = new Logger(LivenessWatch.name);
  private readonly busy = new Set<string>();
  private stopped = false;

  constructor(
    private readonly memories: AttemptMemories,
    private readonly observer: Observer,
    private readonly rooms: StudentRooms,
    private readonly desk: LivenessDesk,
    private readonly reporter: LivenessReporter,
  ) {}

  @Interval(1000)
  tick(): void {
    if (this.stopped) return;
    for (const memory of this.memories.all()) {
      const { attemptId } = memory;
      if (this.busy.has(attemptId) || (memory.liveness.asked === null && !inDoubt(memory))) continue;
      this.busy.add(attemptId);
      this.look(attemptId)
        .catch((error: unknown) => this.logger.error(error instanceof Error ? error.stack : 'head movements were not looked after'))
        .finally(() => this.busy.delete(attemptId));
    }
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
  }

  private async look(attemptId: string): Promise<void> {
    const end = await this.observer.within(attemptId, (memory) => this.step(memory, Date.now()));
    if (end) await this.reporter.report(attemptId, end.seen);
  }

  private async step(memory: AttemptMemory, now: number): Promise<LivenessEnd | null> {
    const { asked } = memory.liveness;
    const there = this.rooms.connected(memory.attemptId);
    if (asked === null) {
      if (there && inDoubt(memory) && mayAsk(memory.liveness, memory.policy.policy, now)) await this.desk.ask(memory, now);
      return null;
    }
    // whoever was stopped or cut off is not blamed for what they could not do
    if (memory.state !== 'in_progress') return this.desk.end(memory, asked, 'void', 'interrupted', now);
    const over = asked.run ? now > asked.run.deadlineAt + GRACE_MS && !asked.busy : now > asked.beginBy;
    if (!over) return null;
    if (!there) return this.desk.end(memory, asked, 'void', 'interrupted', now);
    if (!asked.run) return this.desk.end(memory, asked, 'failed', 'time', now);
    const { outcome, reason } = verdictOf(expireLiveness(asked.run, now), now);
    return this.desk.end(memory, asked, outcome, reason, now);
  }
}

/** Something speaks against a living person, and nothing has settled it. */
const inDoubt = ({ checks, state }: AttemptMemory): boolean =>
  state === 'in_progress' && checks.some(({ kind, interval }) => kind === 'spoof_suspected' && interval?.confirmed === false);
