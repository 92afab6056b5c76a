import { isOver } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { QuestionRow } from '../exams/question.entity.js';
import { Problem } from '../http/problem.js';
import { answerValue, type AnswerValue } from './answer-value.js';
import { Answer } from './answer.entity.js';
import type { Attempt } from './attempt.entity.js';

export interface IncomingAnswer {
  readonly questionId: string;
  readonly value: AnswerValue;
  /** The page's time, mapped to the server's clock. */
  readonly at: Date;
  readonly receivedAt: Date;
}
export type LatestAnswers = Record<string, { value: AnswerValue; savedAt: string }>;

/** Of each question the revision that arrived last, late ones left out. */
const LATEST = (attempt: string): string => `
  SELECT DISTINCT ON (question_id) question_id, value, received_at FROM answers
  WHERE attempt_id = ${attempt} AND NOT late ORDER BY question_id, received_at DESC, id DESC
`;

/** Counts the questions of attempt `a` that hold an answer: neither taken back nor empty. For a LATERAL join. */
export const COUNTED_ANSWERS = `SELECT count(*) AS answered FROM (${LATEST('a.id')}) latest WHERE value IS NOT NULL AND value <> '""'::jsonb AND value <> 'null'::jsonb`;

/** Answers: each revision is kept, and the one that arrived last counts. */
@Injectable()
export class AnswersService {
  constructor(private readonly db: DataSource) {}

  /**
   * Keeps one revision. After the end, or past the deadline, it is kept too, but marked late and not counted.
   * @param attempt locked by the caller, so that its end can't come in between
   * @throws Problem NOT_FOUND for a question of another exam, BAD_REQUEST for a value of another shape, WRONG_STATE before the start
   */
  async saveAnswer(
    manager: EntityManager,
    attempt: Pick<Attempt, 'id' | 'examId' | 'state' | 'deadlineAt'>,
    answer: IncomingAnswer,
  ): Promise<Answer> {
    if (attempt.state === 'checking_in') throw new Problem('WRONG_STATE', 'This attempt has not started yet; start it, then answer.');
    const question = await manager.findOneBy(QuestionRow, { id: answer.questionId, examId: attempt.examId });
    if (!question) throw new Problem('NOT_FOUND', 'There is no such question in this exam; reload the page to see its questions.');
    const value = answerValue(question.body, answer.value);
    const pastDeadline = attempt.state === 'in_progress' && attempt.deadlineAt !== null && answer.receivedAt > attempt.deadlineAt;
    const late = isOver(attempt.state) || pastDeadline;
    const row = { id: v7(), attemptId: attempt.id, questionId: question.id, value, at: answer.at, receivedAt: answer.receivedAt, late };
    await manager.insert(Answer, row);
    return row;
  }

  /** What counts now, by question id. */
  async latest(attemptId: string, manager: EntityManager = this.db.manager): Promise<LatestAnswers> {
    const rows = await manager.query<{ question_id: string; value: AnswerValue; received_at: Date }[]>(LATEST('$1'), [attemptId]);
    return Object.fromEntries(rows.map((row) => [row.question_id, { value: row.value, savedAt: row.received_at.toISOString() }]));
  }

  /** How many questions hold an answer. */
  async answered(attemptId: string): Promise<number> {
    const [row] = await this.db.query<{ answered: string }[]>(
      `SELECT n.answered FROM attempts a, LATERAL (${COUNTED_ANSWERS}) n WHERE a.id = $1`,
      [attemptId],
    );
    return Number(row?.answered ?? 0);
  }
}
