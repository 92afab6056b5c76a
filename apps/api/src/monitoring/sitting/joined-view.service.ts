import { pagePolicySchema, type Joined, type StudentQuestion } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AnswersService } from '../../attempts/answers.service.js';
import type { Attempt } from '../../attempts/attempt.entity.js';
import { AttemptsService } from '../../attempts/attempts.service.js';
import { MessagesService } from '../../attempts/messages.service.js';
import { Exam } from '../../exams/exam.entity.js';
import { QuestionRow } from '../../exams/question.entity.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { livenessAsked } from '../memory/liveness-mind.js';
import { studentQuestion } from './student-question.js';

/** Everything a page needs to go on from where the attempt stands. */
@Injectable()
export class JoinedView {
  constructor(
    private readonly db: DataSource,
    private readonly attempts: AttemptsService,
    private readonly answers: AnswersService,
    private readonly messages: MessagesService,
  ) {}

  async of(attempt: Attempt, memory: AttemptMemory, streams: Joined['streams'], marks: Joined['marks']): Promise<Joined> {
    const exam = await this.db.manager.findOneByOrFail(Exam, { id: attempt.examId });
    const { challenge } = memory;
    return {
      streams,
      marks,
      serverTime: Date.now(),
      attempt: await this.attempts.view(attempt),
      title: exam.title,
      questions: await this.questions(attempt),
      answers: await this.answers.latest(attempt.id),
      policy: pagePolicySchema.strip().parse(memory.policy.policy),
      challenges: challenge ? [{ nonce: challenge.nonce, deadlineMs: challenge.deadlineAt }] : [],
      liveness: livenessAsked(memory.liveness),
      messages: await this.messages.list(attempt.id),
    };
  }

  /** Nobody sees a question before the start: a page joins again once it has started. */
  private async questions({ examId, state }: Attempt): Promise<StudentQuestion[]> {
    if (state === 'checking_in' || state === 'expired') return [];
    const rows = await this.db.manager.find(QuestionRow, { where: { examId }, order: { place: 'ASC' } });
    return rows.map(studentQuestion);
  }
}
