import { Injectable } from '@nestjs/common';
import type { ProctorRequest, Watched } from '@invigil/shared';
import { AttemptsService } from '../attempts/attempts.service.js';
import { ExamAccess } from '../exams/exam-access.service.js';
import { LastThumbnails } from '../monitoring/signals/last-thumbnails.service.js';
import type { ProctorSocket } from '../realtime/signed-in-socket.js';
import { ViolationReader } from '../violations/violation-reader.service.js';
import { examRoom, watchedExam } from './exam-room.js';
import { StaffCheck } from './staff-check.service.js';

/** Violations in one answer at most. */
export const WATCH_LIMIT = 500;

/** What a proctor's page is told when it opens, and when it comes back. */
@Injectable()
export class WatchService {
  constructor(
    private readonly staff: StaffCheck,
    private readonly access: ExamAccess,
    private readonly attempts: AttemptsService,
    private readonly violations: ViolationReader,
    private readonly thumbnails: LastThumbnails,
  ) {}

  /** Joins the room before it reads, so that what happens in between is heard twice rather than never. */
  async watch(socket: ProctorSocket, { examId, afterPosition }: ProctorRequest<'exam:watch'>): Promise<Watched> {
    const exam = await this.access.requireWatch(await this.staff.fresh(socket.data.person), examId);
    const before = watchedExam(socket);
    if (before !== null && before !== examId) await socket.leave(examRoom(before));
    await socket.join(examRoom(examId));
    const attempts = await this.attempts.tiles(examId);
    const found = await this.violations.after(examId, afterPosition, WATCH_LIMIT + 1);
    const violations = found.slice(0, WATCH_LIMIT);
    if (before !== examId || afterPosition === 0) this.showLast(socket, attempts);
    return {
      examId,
      title: exam.title,
      serverTime: Date.now(),
      may: { act: true, judge: true },
      attempts,
      violations,
      position: violations.at(-1)?.position ?? afterPosition,
      more: found.length > violations.length,
    };
  }

  /** After the answer, so that the page knows the attempts already. */
  private showLast(socket: ProctorSocket, attempts: readonly { id: string }[]): void {
    setImmediate(() => {
      for (const { id } of attempts) {
        const last = this.thumbnails.of(id);
        if (last !== null) socket.emit('thumbnail:updated', { attemptId: id, at: last.at.toISOString(), jpeg: last.jpeg });
      }
    });
  }
}
