import { livenessNow } from '@invigil/biometrics';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MessagesService } from '../../attempts/messages.service.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import type { AskedRun, LivenessOutcome, LivenessReason } from '../memory/liveness-mind.js';
import { LivenessRunRow } from '../entities/liveness-run.entity.js';

const DECLINED = 'I cannot do the head movements that were asked for. Please look in on me instead.';
const SLOW =
  'Too few pictures came through for the check that was asked for: the computer or the connection is slow. Please look in on me instead.';
const SKIPPED = 'I did the head movements but skipped the colours that come after them. Please look in on me instead.';

/** Where runs of head movements are written down. */
@Injectable()
export class LivenessStore {
  constructor(
    private readonly db: DataSource,
    private readonly messages: MessagesService,
  ) {}

  async asked({ attemptId }: AttemptMemory, { id, repeatOf }: AskedRun, now: number): Promise<void> {
    const open = { begunAt: null, endedAt: null, outcome: null, reason: null, flash: null };
    await this.db.manager.insert(LivenessRunRow, { id, attemptId, repeatOf, askedAt: new Date(now), ...open });
  }

  async begun({ id }: AskedRun, now: number): Promise<void> {
    await this.db.manager.update(LivenessRunRow, { id }, { begunAt: new Date(now) });
  }

  async ended({ id, run }: AskedRun, outcome: LivenessOutcome, reason: LivenessReason | null, now: number): Promise<void> {
    await this.db.manager.update(LivenessRunRow, { id }, { outcome, reason, flash: run?.flash?.result ?? null, endedAt: new Date(now) });
  }

  /** Tells staff, in the student's name, that a person is asked for. */
  async askPerson(
    { attemptId, examId, userId }: AttemptMemory,
    { run }: AskedRun,
    reason: LivenessReason | null,
    now: number,
  ): Promise<void> {
    const declined = run && livenessNow(run).flash ? SKIPPED : DECLINED;
    const text = reason === 'slow' ? SLOW : declined;
    const posted = await this.db.transaction((manager) =>
      this.messages.post(
        manager,
        { id: attemptId, examId, userId },
        { authorId: userId, from: 'student', kind: 'message', text, at: new Date(now) },
      ),
    );
    this.messages.announce(posted);
  }
}
