import { Injectable } from '@nestjs/common';
import { questionSchema, type AttemptReport } from '@invigil/shared';
import { DataSource } from 'typeorm';
import { QuestionRow } from '../exams/question.entity.js';

type Reported = AttemptReport['answers'][number];
interface Latest {
  question_id: string;
  value: string | number | null;
  received_at: Date;
  late: boolean;
}

/** Of each question the revision that counts; where only late ones came, the newest of those, marked. */
const LATEST = `
  SELECT DISTINCT ON (question_id) question_id, value, received_at, late FROM answers
  WHERE attempt_id = $1 ORDER BY question_id, late, received_at DESC, id DESC
`;

/** An attempt's answers in the words that the student saw, in the order of the questions. */
@Injectable()
export class ReportAnswers {
  constructor(private readonly dataSource: DataSource) {}

  async of(examId: string, attemptId: string): Promise<Reported[]> {
    const questions = await this.dataSource.manager.find(QuestionRow, { where: { examId }, order: { place: 'ASC' } });
    const rows = await this.dataSource.query<Latest[]>(LATEST, [attemptId]);
    const latest = new Map(rows.map((row) => [row.question_id, row]));
    return questions.map(({ id, body }) => reported(id, questionSchema.parse(body), latest.get(id)));
  }
}

function reported(questionId: string, question: ReturnType<typeof questionSchema.parse>, latest: Latest | undefined): Reported {
  const { type, prompt } = question;
  const value = latest?.value ?? null;
  const answer = typeof value === 'number' && question.type === 'single_choice' ? (question.options[value] ?? null) : value;
  return {
    questionId,
    prompt,
    type,
    answer: answer === null ? null : String(answer),
    savedAt: latest?.received_at.toISOString() ?? null,
    late: latest?.late ?? false,
  };
}
