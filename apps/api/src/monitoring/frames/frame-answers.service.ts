import { createHash } from 'node:crypto';
import type { FrameReceipt, StudentReplies, StudentRequest, Unable } from '@invigil/shared';
import { isOver } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { Problem } from '../../http/problem.js';
import type { StudentSocket } from '../../realtime/signed-in-socket.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { Challenge } from '../entities/challenge.entity.js';
import { GRACE_MS } from '../observing/challenges.service.js';
import { Frame } from '../entities/frame.entity.js';
import { FramePipeline } from './frame-pipeline.service.js';
import { joinedAttempt } from '../rooms/joined-attempt.js';
import { Observer } from '../observing/observer.service.js';
import { Spool } from './spool.service.js';
import { StudentRooms } from '../rooms/student-rooms.service.js';

const stale = (): Problem => new Problem('STALE_NONCE', 'This frame was not asked for, or not any more. Wait for the next request.');

/** Frames that the server had asked for: taken once each, ahead of everything else. */
@Injectable()
export class FrameAnswers {
  constructor(
    private readonly db: DataSource,
    private readonly spool: Spool,
    private readonly observer: Observer,
    private readonly pipeline: FramePipeline,
    private readonly rooms: StudentRooms,
  ) {}

  async answer(socket: StudentSocket, request: StudentRequest<'frame:answer'>): Promise<FrameReceipt> {
    const receivedAt = Date.now();
    const sha256 = createHash('sha256').update(request.jpeg).digest();
    const frameId = await this.observer.within(joinedAttempt(socket), (memory) => this.take(memory, request, sha256, receivedAt));
    if (frameId !== null) {
      const attemptId = joinedAttempt(socket);
      this.pipeline.push({ frameId, attemptId, at: receivedAt, challenged: true });
      this.observer.note(attemptId, [{ type: 'challenge', at: receivedAt, outcome: 'answered' }]);
    }
    return { nonce: request.nonce, sha256: sha256.toString('hex') };
  }

  /** The page has no picture to answer with: noted, and judged as neither an answer nor a silence. Only the page that holds the attempt can say so. */
  async unable(socket: StudentSocket, { nonce, reason }: StudentRequest<'frame:unable'>): Promise<StudentReplies['frame:unable']> {
    const attemptId = this.rooms.held(socket);
    const at = Date.now();
    const noted = await this.observer.within(attemptId, (memory) => this.noteUnable(memory, nonce, reason, at));
    if (noted) this.observer.note(attemptId, [{ type: 'challenge', at, outcome: 'unable', reason }]);
    return { nonce };
  }

  /** @returns false when it was said before. @throws Problem STALE_NONCE unless the frame is awaited now */
  private async noteUnable(memory: AttemptMemory, nonce: string, unable: Unable, at: number): Promise<boolean> {
    const { attemptId, challenge } = memory;
    const asked = await this.db.manager.findOneBy(Challenge, { nonce, attemptId });
    if (asked !== null && asked.unableAt !== null) return false;
    if (asked === null || challenge?.nonce !== nonce || at > challenge.deadlineAt + GRACE_MS) throw stale();
    await this.db.manager.update(Challenge, { nonce }, { unableAt: new Date(at), unable });
    memory.challenge = null;
    memory.heardAt = Math.max(memory.heardAt, at);
    return true;
  }

  /** @returns the new frame's id, null when the same answer came before. @throws Problem STALE_NONCE, WRONG_STATE */
  private async take(
    memory: AttemptMemory,
    { nonce, at, claim, jpeg }: StudentRequest<'frame:answer'>,
    sha256: Buffer,
    receivedAt: number,
  ): Promise<string | null> {
    const { attemptId, userId } = memory;
    const challenge = await this.db.manager.findOneBy(Challenge, { nonce, attemptId });
    if (!challenge || challenge.unableAt !== null) throw stale();
    if (challenge.answeredAt !== null) return this.repeated(nonce, sha256);
    if (isOver(memory.state)) throw new Problem('WRONG_STATE', 'The attempt is over; nothing more is recorded.');
    if (receivedAt > challenge.deadlineAt.getTime() + GRACE_MS) throw stale();
    const id = v7();
    const spooled = await this.spool.keep(userId, id, jpeg, claim);
    const takenAt = Math.min(receivedAt, Math.max(at, challenge.askedAt.getTime()));
    await this.db.transaction(async (manager) => {
      const times = { at: new Date(takenAt), receivedAt: new Date(receivedAt) };
      await manager.insert(Frame, {
        id,
        attemptId,
        stream: null,
        seq: null,
        nonce,
        ...times,
        sha256,
        bytes: jpeg.byteLength,
        state: 'pending',
        analysis: null,
        ...spooled,
      });
      await manager.update(Challenge, { nonce }, { answeredAt: new Date(receivedAt) });
    });
    if (memory.challenge?.nonce === nonce) memory.challenge = null;
    memory.heardAt = Math.max(memory.heardAt, receivedAt);
    return id;
  }

  private async repeated(nonce: string, sha256: Buffer): Promise<null> {
    const frame = await this.db.manager.findOneBy(Frame, { nonce });
    if (frame?.sha256.equals(sha256) !== true) throw stale();
    return null;
  }
}
