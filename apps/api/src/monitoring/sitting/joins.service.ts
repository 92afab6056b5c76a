import { isOver, LANES, type Joined, type StudentRequest } from '@invigil/shared';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { Attempt } from '../../attempts/attempt.entity.js';
import { PresenceService } from '../../attempts/presence.service.js';
import { requireMoreThanFace } from '../../auth/callers/more-than-face.js';
import { Problem } from '../../http/problem.js';
import type { StudentNamespace, StudentSocket } from '../../realtime/signed-in-socket.js';
import { JoinedView } from './joined-view.service.js';
import { Observer } from '../observing/observer.service.js';
import { Stream } from '../entities/stream.entity.js';
import { StudentRooms } from '../rooms/student-rooms.service.js';

interface Taken {
  attempt: Attempt;
  minted: Stream[];
  /** The socket that held the attempt until now. */
  replaced: StudentSocket | null;
  /** How long another device had been silent, null where it is the same one. */
  otherSilentMs: number | null;
}

/** Joining and leaving an attempt: whoever joins last holds it. */
@Injectable()
export class Joins implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Joins.name);
  private readonly leaving = new Set<Promise<void>>();

  constructor(
    private readonly db: DataSource,
    private readonly rooms: StudentRooms,
    private readonly presence: PresenceService,
    private readonly observer: Observer,
    private readonly view: JoinedView,
  ) {}

  bind(namespace: StudentNamespace): void {
    this.rooms.bind(namespace);
  }

  async join(socket: StudentSocket, request: StudentRequest<'attempt:join'>): Promise<Joined> {
    requireMoreThanFace(socket.data.person);
    const { attemptId, holding } = request;
    if (socket.data.attemptId !== undefined && socket.data.attemptId !== attemptId)
      throw new Problem('WRONG_STATE', 'Open another connection for another attempt.');
    const now = Date.now();
    const { attempt, minted, replaced, otherSilentMs } = await this.db.transaction((manager) => this.take(manager, socket, request, now));
    if (replaced) await this.rooms.replace(attemptId, replaced);
    await this.presence.joined(attemptId, socket.id, new Date(now));
    const joined = await this.observer.within(attemptId, async (memory) => {
      for (const { id, lane, device } of minted) memory.streams.set(id, { lane, device, createdAt: now, head: 0, claimed: 0 });
      memory.heardAt = Math.max(memory.heardAt, now);
      const streams = Object.fromEntries(minted.map(({ id, lane }) => [lane, id])) as Joined['streams'];
      return this.view.of(attempt, memory, streams, await this.marks(attemptId, holding));
    });
    if (otherSilentMs !== null && !isOver(attempt.state))
      this.observer.note(attemptId, [{ type: 'device', at: now, silentMs: otherSilentMs }]);
    return joined;
  }

  /** The socket is gone. */
  left(socket: StudentSocket): void {
    const leaving: Promise<void> = this.leave(socket)
      .catch((error: unknown) => this.logger.error(error instanceof Error ? error.stack : 'a page that left was not noted'))
      .finally(() => this.leaving.delete(leaving));
    this.leaving.add(leaving);
  }

  /** While the database is still there to note it. */
  async beforeApplicationShutdown(): Promise<void> {
    this.rooms.disconnectAll();
    await Promise.all(this.leaving);
  }

  private async leave(socket: StudentSocket): Promise<void> {
    const { attemptId } = socket.data;
    if (attemptId === undefined) return;
    this.rooms.leave(attemptId, socket);
    await this.presence.left(attemptId, socket.id);
    await this.observer.release(attemptId);
  }

  /** Under the lock of the attempt's row, so that of many at once each replaces exactly the one before. */
  private async take(
    manager: EntityManager,
    socket: StudentSocket,
    { attemptId, device }: StudentRequest<'attempt:join'>,
    now: number,
  ): Promise<Taken> {
    const attempt = await manager.findOne(Attempt, {
      where: { id: attemptId, userId: socket.data.person.id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!attempt) throw new Problem('NOT_FOUND', 'There is no such attempt of yours; open the exam from your list again.');
    const other = attempt.device !== null && attempt.device !== device;
    const seen = this.presence.lastSeen(attemptId) ?? attempt.lastSeenAt;
    const minted = LANES.map((lane) =>
      manager.create(Stream, { id: v7(), attemptId, lane, device, head: 0, claimed: 0, createdAt: new Date(now) }),
    );
    await manager.insert(Stream, minted);
    await manager.update(Attempt, { id: attemptId }, { device, lastSeenAt: new Date(now) });
    const replaced = this.rooms.take(attemptId, socket);
    await this.rooms.enter(attemptId, socket);
    return { attempt, minted, replaced, otherSilentMs: other ? Math.max(0, now - (seen?.getTime() ?? 0)) : null };
  }

  private async marks(attemptId: string, holding: readonly string[]): Promise<Joined['marks']> {
    if (holding.length === 0) return {};
    const streams = await this.db.manager.findBy(Stream, { attemptId, id: In([...holding]) });
    return Object.fromEntries(streams.map(({ id, head }) => [id, head]));
  }
}
