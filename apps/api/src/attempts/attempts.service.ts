import type { AttemptTile, StudentAttempt } from '@invigil/shared';
import { CHECK_IN_TRIES, isOver } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { AnswersService } from './answers.service.js';
import { AttemptLedger } from './attempt-ledger.service.js';
import { AttemptSignals } from './attempt-signals.js';
import { AttemptTiles } from './attempt-tiles.service.js';
import { Attempt } from './attempt.entity.js';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** The sitting as its student sees and moves it, and the doors for others to its tiles. */
@Injectable()
export class AttemptsService {
  constructor(
    private readonly db: DataSource,
    private readonly ledger: AttemptLedger,
    private readonly answers: AnswersService,
    private readonly wall: AttemptTiles,
    private readonly signals: AttemptSignals,
  ) {}

  /** @throws Problem NOT_FOUND to everybody but the student whose attempt it is */
  async forStudent(person: Pick<Person, 'id'>, attemptId: string): Promise<Attempt> {
    const attempt = await this.db.getRepository(Attempt).findOneBy({ id: attemptId, userId: person.id });
    if (!attempt) throw new Problem('NOT_FOUND', 'There is no such attempt of yours; open the exam from your list again.');
    return attempt;
  }

  async view(attempt: Attempt): Promise<StudentAttempt> {
    const { id, examId, state, checkIn, endedAt, reason } = attempt;
    return {
      id,
      examId,
      state,
      checkIn,
      checkInTriesLeft: Math.max(0, CHECK_IN_TRIES - attempt.checkInTries),
      startedAt: iso(attempt.startedAt),
      deadlineAt: iso(attempt.deadlineAt),
      pausedAt: iso(attempt.pausedAt),
      endedAt: iso(endedAt),
      reason,
      receipt:
        isOver(state) && endedAt
          ? { chainHead: attempt.chainHead?.toString('hex') ?? '', answers: await this.answers.answered(id), at: endedAt.toISOString() }
          : null,
    };
  }

  /** Starts a checked-in attempt. Sent again, it answers the same. */
  async start(person: Pick<Person, 'id'>, attemptId: string): Promise<StudentAttempt> {
    await this.forStudent(person, attemptId);
    return this.view(await this.ledger.apply(attemptId, { type: 'start' }));
  }

  /** Submits what is saved. Sent again, it answers the same receipt. */
  async submit(person: Pick<Person, 'id'>, attemptId: string): Promise<StudentAttempt> {
    await this.forStudent(person, attemptId);
    return this.view(await this.ledger.apply(attemptId, { type: 'submit' }));
  }

  /** Submits for the student once the deadline has passed; does nothing before. */
  timeUp(attemptId: string): Promise<Attempt> {
    return this.ledger.apply(attemptId, { type: 'time_up' });
  }

  /** Tells listeners to look at the attempt again. */
  announce({ id: attemptId, examId, userId }: Attempt): void {
    this.signals.changed$.next({ attemptId, examId, userId });
  }

  /** One student on the proctor's wall. Who may see it is for the caller to ask. */
  tile(attemptId: string): Promise<AttemptTile> {
    return this.wall.one(attemptId);
  }

  tiles(examId: string): Promise<AttemptTile[]> {
    return this.wall.ofExam(examId);
  }
}
