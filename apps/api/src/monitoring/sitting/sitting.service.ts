import { LANES, type StudentAttempt, type StudentReplies, type StudentRequest } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AttemptsService } from '../../attempts/attempts.service.js';
import { PresenceService } from '../../attempts/presence.service.js';
import { Problem } from '../../http/problem.js';
import type { StudentSocket } from '../../realtime/signed-in-socket.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { newestStream } from '../memory/newest-stream.js';
import { Observer } from '../observing/observer.service.js';
import { Stream } from '../entities/stream.entity.js';
import { StudentRooms } from '../rooms/student-rooms.service.js';

/** What only the page that holds the attempt may do: beat, start, submit. */
@Injectable()
export class Sitting {
  constructor(
    private readonly db: DataSource,
    private readonly rooms: StudentRooms,
    private readonly presence: PresenceService,
    private readonly attempts: AttemptsService,
    private readonly observer: Observer,
  ) {}

  async heartbeat(socket: StudentSocket, { maxSeq }: StudentRequest<'heartbeat'>): Promise<StudentReplies['heartbeat']> {
    const attemptId = this.rooms.held(socket);
    const now = Date.now();
    await this.observer.within(attemptId, (memory) => this.beat(memory, maxSeq, now));
    await this.presence.seen(attemptId, new Date(now));
    return { serverTime: Date.now() };
  }

  async start(socket: StudentSocket): Promise<StudentAttempt> {
    return this.attempts.start(socket.data.person, this.rooms.held(socket));
  }

  /** Only once every answer that the page has is committed. */
  async submit(socket: StudentSocket, { answersStream, answersSeq }: StudentRequest<'attempt:submit'>): Promise<StudentAttempt> {
    const attemptId = this.rooms.held(socket);
    const stream = await this.db.manager.findOneBy(Stream, { id: answersStream, attemptId, lane: 'answers' });
    if (!stream) throw new Problem('NOT_FOUND', 'There is no such stream of answers in this attempt. Join it again to get one.');
    if (stream.head < answersSeq) {
      throw new Problem('SEQ_GAP', 'Some answers have not arrived yet. Send them, then submit again.', { expectedSeq: stream.head + 1 });
    }
    return this.attempts.submit(socket.data.person, attemptId);
  }

  /** What the page says it used is written down only where something is missing. */
  private async beat(memory: AttemptMemory, maxSeq: StudentRequest<'heartbeat'>['maxSeq'], now: number): Promise<void> {
    memory.heardAt = Math.max(memory.heardAt, now);
    for (const lane of LANES) {
      const newest = newestStream(memory.streams, lane);
      const claimed = maxSeq[lane] ?? 0;
      if (!newest || claimed <= newest.info.claimed) continue;
      newest.info.claimed = claimed;
      if (claimed > newest.info.head) await this.db.manager.update(Stream, { id: newest.id }, { claimed });
    }
  }
}
