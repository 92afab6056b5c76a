import { questionSchema, type ExamParsed, type Question, type StudentQuestion } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { DataSource, In, Not, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { Problem } from '../http/problem.js';
import { QuestionRow } from './question.entity.js';
import { studentQuestion } from './student-question.js';

type Given = ExamParsed['questions'];

const bodyOf = ({ id, ...body }: Given[number]): Omit<Given[number], 'id'> => body;

/** An exam's questions, in their order. */
@Injectable()
export class QuestionsService {
  constructor(private readonly db: DataSource) {}

  /** With the right answers: for those who run the exam. */
  async full(examId: string, manager: EntityManager = this.db.manager): Promise<Question[]> {
    const rows = await manager.find(QuestionRow, { where: { examId }, order: { place: 'ASC' } });
    return rows.map(({ id, body }) => ({ ...questionSchema.parse(body), id }));
  }

  /** Without the right answers: for students. */
  async forStudent(examId: string): Promise<StudentQuestion[]> {
    return (await this.full(examId)).map(studentQuestion);
  }

  /** True when the given questions are the exam's own, in the same order and unchanged; ids may be left out. */
  async same(manager: EntityManager, examId: string, given: Given): Promise<boolean> {
    const own = await this.full(examId, manager);
    const unmoved = given.every(({ id }, place) => id === undefined || id === own[place]?.id);
    return unmoved && canonicalize(own.map(bodyOf)) === canonicalize(given.map(bodyOf));
  }

  /** Puts the given questions in place of the exam's. A question that comes with its id keeps it; foreign ids are not taken over. */
  async replace(manager: EntityManager, examId: string, given: Given): Promise<void> {
    for (const question of given) this.check(question);
    const own = new Set((await manager.findBy(QuestionRow, { examId })).map(({ id }) => id));
    const rows = given.map((question, place) => {
      const id = question.id !== undefined && own.delete(question.id) ? question.id : v7();
      return { id, examId, place, body: bodyOf(question) };
    });
    await manager.delete(QuestionRow, { examId, id: Not(In(rows.map(({ id }) => id))) });
    if (rows.length > 0) await manager.upsert(QuestionRow, rows, ['id']);
  }

  private check(question: Given[number]): void {
    if (question.type !== 'single_choice' || question.correct === null || question.correct < question.options.length) return;
    throw new Problem('BAD_REQUEST', `The right option of "${question.prompt.slice(0, 60)}" is not among its options; choose it again.`);
  }
}
