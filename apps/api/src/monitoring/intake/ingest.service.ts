import type { BatchTaken, StudentRequest } from '@invigil/shared';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { MessagesService } from '../../attempts/messages.service.js';
import { Problem } from '../../http/problem.js';
import type { StudentSocket } from '../../realtime/signed-in-socket.js';
import { BatchPreparer } from './batch-preparer.service.js';
import { BatchWriter } from './batch-writer.service.js';
import { FramePipeline } from '../frames/frame-pipeline.service.js';
import { GroupCommit } from './group-commit.js';
import { joinedAttempt } from '../rooms/joined-attempt.js';
import { Observer } from '../observing/observer.service.js';
import type { CommittedBatch, PreparedBatch } from './prepared-batch.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';

/** Takes what a page sends: prepared without a lock, committed in groups, acknowledged after the commit, and only then judged. */
@Injectable()
export class Ingest implements BeforeApplicationShutdown {
  private readonly commits: GroupCommit<PreparedBatch, CommittedBatch>;

  constructor(
    private readonly preparer: BatchPreparer,
    private readonly observer: Observer,
    private readonly pipeline: FramePipeline,
    private readonly messages: MessagesService,
    writer: BatchWriter,
  ) {
    this.commits = new GroupCommit((batches) => writer.write(batches));
  }

  async submit(socket: StudentSocket, request: StudentRequest<'batch:submit'>): Promise<BatchTaken> {
    const receivedAt = Date.now();
    const memory = await this.observer.within(joinedAttempt(socket), (known) => Promise.resolve(known));
    const batch = await this.preparer.prepare(memory, socket.data.person.id, request, receivedAt);
    const done = await this.commit(memory, batch);
    // after the answer has gone out
    setImmediate(() => this.goOn(memory, batch, done));
    return { stream: batch.key, mark: done.mark };
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.commits.idle();
  }

  private async commit(memory: AttemptMemory, batch: PreparedBatch): Promise<CommittedBatch> {
    try {
      const done = await this.commits.submit(batch);
      const stream = memory.streams.get(batch.key);
      if (stream) stream.head = Math.max(stream.head, done.mark);
      await this.preparer.discard(done.unused);
      return done;
    } catch (error) {
      if (error instanceof Problem) {
        await this.preparer.discard(batch.entries.flatMap(({ frame }) => (frame ? [frame.objectKey] : [])));
        if (error.code === 'SEQ_CONFLICT')
          this.observer.note(batch.attemptId, [{ type: 'conflict', at: batch.receivedAt, seq: batch.entries[0]?.entry.seq ?? 0 }]);
      }
      throw error;
    }
  }

  private goOn(memory: AttemptMemory, { attemptId, receivedAt }: PreparedBatch, { observations, frames, messages }: CommittedBatch): void {
    memory.heardAt = Math.max(memory.heardAt, receivedAt);
    if (observations.length > 0) this.observer.note(attemptId, observations);
    for (const frame of frames) this.pipeline.push(frame);
    for (const message of messages) this.messages.announce(message);
  }
}
