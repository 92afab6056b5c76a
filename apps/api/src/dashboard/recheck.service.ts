import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ExamAccess } from '../exams/exam-access.service.js';
import { Problem } from '../http/problem.js';
import type { ProctorNamespace, ProctorSocket } from '../realtime/signed-in-socket.js';
import { examRoom, watchedExam } from './exam-room.js';
import { StaffCheck } from './staff-check.service.js';

const EVERY_MS = 5_000;

/** A page that only listens makes no calls: those who watch are asked for their right again and again, and cut when it is gone. */
@Injectable()
export class RecheckService {
  private readonly logger = new Logger(RecheckService.name);
  private namespace: ProctorNamespace | undefined;

  constructor(
    private readonly staff: StaffCheck,
    private readonly access: ExamAccess,
  ) {}

  attach(namespace: ProctorNamespace): void {
    this.namespace = namespace;
  }

  @Interval(EVERY_MS)
  async sweep(): Promise<void> {
    for (const socket of this.namespace?.sockets.values() ?? []) await this.check(socket);
  }

  private async check(socket: ProctorSocket): Promise<void> {
    const examId = watchedExam(socket);
    try {
      const person = await this.staff.fresh(socket.data.person);
      if (examId !== null) await this.access.requireWatch(person, examId);
    } catch (error) {
      if (!(error instanceof Problem)) {
        this.logger.error(error instanceof Error ? error.stack : 'something that is no Error was thrown');
        return;
      }
      if (examId !== null) await socket.leave(examRoom(examId));
      if (error.code === 'UNAUTHENTICATED') socket.emit('session:expired');
      socket.disconnect(true);
    }
  }
}
