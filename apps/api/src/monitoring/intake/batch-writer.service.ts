import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AnswersService } from '../../attempts/answers.service.js';
import type { PostedMessage } from '../../attempts/attempt-signals.js';
import { Attempt } from '../../attempts/attempt.entity.js';
import { MessagesService } from '../../attempts/messages.service.js';
import { Frame } from '../entities/frame.entity.js';
import type { Outcome } from './group-commit.js';
import { MonitoringMetrics } from '../signals/monitoring-metrics.js';
import { planBatch, type Plan } from './plan-batch.js';
import type { CommittedBatch, PreparedBatch, PreparedEntry } from './prepared-batch.js';
import { sampleObservation, type SampleFacts } from '../memory/observation-of.js';
import { standingsOf, type LockedStream } from './standings-of.js';
import { StreamEvent } from '../entities/stream-event.entity.js';
import { Stream } from '../entities/stream.entity.js';

interface Job {
  batch: PreparedBatch;
  plan: Plan<PreparedEntry>;
}

/** Writes a group of batches, of different streams, in one transaction. */
@Injectable()
export class BatchWriter {
  constructor(
    private readonly db: DataSource,
    private readonly answers: AnswersService,
    private readonly messages: MessagesService,
    private readonly metrics: MonitoringMetrics,
  ) {}

  /** @returns an outcome for each batch, in order. @throws when nothing was written */
  async write(batches: readonly PreparedBatch[]): Promise<Outcome<CommittedBatch>[]> {
    const outcomes = await this.writeAll(batches);
    for (const [place, { lane }] of batches.entries()) {
      const outcome = outcomes[place];
      if (outcome?.ok) this.metrics.entries.inc({ lane }, outcome.value.taken);
    }
    return outcomes;
  }

  private writeAll(batches: readonly PreparedBatch[]): Promise<Outcome<CommittedBatch>[]> {
    return this.db.transaction(async (manager) => {
      const locked = await standingsOf(manager, batches);
      const outcomes = new Map<PreparedBatch, Outcome<CommittedBatch>>();
      const telemetry: Job[] = [];
      for (const batch of batches) {
        try {
          const plan = planned(batch, locked.get(batch.key));
          if (batch.lane === 'telemetry') telemetry.push({ batch, plan });
          outcomes.set(batch, {
            ok: true,
            value: committed(batch, plan, batch.lane === 'telemetry' ? [] : await this.writeAnswers(manager, { batch, plan })),
          });
        } catch (error) {
          outcomes.set(batch, { ok: false, error });
        }
      }
      await insert(manager, telemetry);
      return batches.map((batch) => outcomes.get(batch) ?? { ok: false, error: new Error('A batch got lost within its group.') });
    });
  }

  /** In a savepoint of its own: an answer to a question of another exam is refused without its neighbours noticing. */
  private writeAnswers(outer: EntityManager, { batch, plan }: Job): Promise<PostedMessage[]> {
    return outer.transaction(async (manager) => {
      const attempt = await manager.findOneOrFail(Attempt, { where: { id: batch.attemptId }, lock: { mode: 'pessimistic_read' } });
      const receivedAt = new Date(batch.receivedAt);
      const posted: PostedMessage[] = [];
      for (const { item, at } of plan.take) {
        const { entry } = item;
        if (entry.type === 'answer') await this.answers.saveAnswer(manager, attempt, { ...entry, at: new Date(at), receivedAt });
        if (entry.type === 'message') {
          posted.push(
            await this.messages.post(manager, attempt, {
              authorId: batch.authorId,
              from: 'student',
              kind: 'message',
              text: entry.text,
              at: receivedAt,
            }),
          );
        }
      }
      await insert(manager, [{ batch, plan }]);
      return posted;
    });
  }
}

function planned(batch: PreparedBatch, stream: LockedStream | undefined): Plan<PreparedEntry> {
  if (!stream) throw new Error('A stream that was minted is not in the database.');
  return planBatch(batch.entries, { ...stream.standing, closedAt: batch.closedAt }, stream.known, batch.receivedAt);
}

function committed({ attemptId, entries }: PreparedBatch, { take, mark }: Plan<PreparedEntry>, messages: PostedMessage[]): CommittedBatch {
  const kept = new Set(take.map(({ item }) => item));
  return {
    mark,
    taken: take.length,
    messages,
    observations: take
      .filter(({ item }) => item.entry.type === 'sample' || item.entry.type === 'frame')
      .map(({ item, at }) => sampleObservation(at, item.body as unknown as SampleFacts)),
    frames: take.flatMap(({ item: { frame }, at }) => (frame ? [{ frameId: frame.id, attemptId, at, challenged: false }] : [])),
    unused: entries.flatMap((entry) => (entry.frame && !kept.has(entry) ? [entry.frame.objectKey] : [])),
  };
}

async function insert(manager: EntityManager, jobs: readonly Job[]): Promise<void> {
  const written = jobs.flatMap(({ batch, plan }) =>
    plan.take.map(({ item, at }) => ({ batch, item, at: new Date(at), receivedAt: new Date(batch.receivedAt) })),
  );
  if (written.length === 0) return;
  await manager.insert(
    StreamEvent,
    written.map(({ batch: { attemptId, key: stream }, item: { entry, hash: contentHash, body }, at, receivedAt }) => ({
      attemptId,
      stream,
      seq: entry.seq,
      type: entry.type,
      at,
      receivedAt,
      contentHash,
      body: body,
    })),
  );
  const frames = written.flatMap(({ batch: { attemptId, key: stream }, item: { entry, frame }, at, receivedAt }) =>
    frame ? [{ ...frame, attemptId, stream, seq: entry.seq, nonce: null, at, receivedAt, state: 'pending' as const, analysis: null }] : [],
  );
  if (frames.length > 0) await manager.insert(Frame, frames);
  for (const { batch, plan } of jobs) if (plan.take.length > 0) await manager.update(Stream, { id: batch.key }, { head: plan.mark });
}
