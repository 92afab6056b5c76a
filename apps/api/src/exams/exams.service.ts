import type { ExamDetail, ExamParsed } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { storable } from '../http/storable.js';
import { claimByAddress } from './claim-by-address.js';
import { ExamAccess } from './exam-access.service.js';
import { ExamReader } from './exam-reader.service.js';
import { Exam } from './exam.entity.js';
import { PoliciesService } from './policies.service.js';
import { QuestionsService } from './questions.service.js';

const fieldsOf = ({ title, instructions, opensAt, closesAt, durationMinutes }: ExamParsed) => ({
  title,
  instructions,
  opensAt: new Date(opensAt),
  closesAt: new Date(closesAt),
  durationMinutes,
});

/** Sets exams up. A draft can be changed at will; what students rely on is frozen step by step. */
@Injectable()
export class ExamsService {
  constructor(
    private readonly db: DataSource,
    private readonly access: ExamAccess,
    private readonly policies: PoliciesService,
    private readonly questions: QuestionsService,
    private readonly reader: ExamReader,
  ) {}

  async create(person: Person, given: ExamParsed): Promise<ExamDetail> {
    const input = storable(given);
    const exam = { id: v7(), ownerId: person.id, state: 'draft' as const, ...fieldsOf(input) };
    await this.db.transaction(async (manager) => {
      // The policy names its exam, and the exam its policy: the exam goes first, under the id that comes next.
      await manager.insert(Exam, { ...exam, policyId: exam.id });
      await manager.update(Exam, { id: exam.id }, { policyId: await this.policies.write(manager, exam, input.policy) });
      await this.questions.replace(manager, exam.id, input.questions);
    });
    return this.reader.detail(person, exam.id);
  }

  async edit(person: Person, examId: string, given: ExamParsed): Promise<ExamDetail> {
    const input = storable(given);
    await this.db.transaction(async (manager) => {
      const exam = await this.lock(manager, person, examId);
      // A running insert of an attempt holds the exam's row too, so nobody can begin while this decides.
      const [{ begun }] = await manager.query<[{ begun: boolean }]>('SELECT EXISTS (SELECT FROM attempts WHERE exam_id = $1) AS begun', [
        examId,
      ]);
      if (begun) await this.requireFrozen(manager, exam, input);
      else await this.questions.replace(manager, examId, input.questions);
      if (exam.state === 'published' && input.questions.length === 0) throw needsQuestion();
      const policyId = await this.policies.write(manager, exam, input.policy);
      await manager.update(Exam, { id: examId }, { ...fieldsOf(input), policyId });
    });
    return this.reader.detail(person, examId);
  }

  /** Published once, an exam stays so. */
  async publish(person: Person, examId: string): Promise<ExamDetail> {
    await this.db.transaction(async (manager) => {
      const exam = await this.lock(manager, person, examId);
      if (exam.state === 'published') return;
      const questions = await this.questions.full(examId, manager);
      if (questions.length === 0) throw needsQuestion();
      if (exam.closesAt <= new Date())
        throw new Problem('WRONG_STATE', 'This exam would be over already; move its closing time into the future, then publish it.');
      await manager.update(Exam, { id: examId }, { state: 'published' });
      await claimByAddress({ examId }, manager);
    });
    return this.reader.detail(person, examId);
  }

  private async lock(manager: EntityManager, person: Person, examId: string): Promise<Exam> {
    await this.access.requireRun(person, examId, manager);
    return manager.findOneOrFail(Exam, { where: { id: examId }, lock: { mode: 'pessimistic_write' } });
  }

  private async requireFrozen(manager: EntityManager, exam: Exam, input: ExamParsed): Promise<void> {
    if (!(await this.questions.same(manager, exam.id, input.questions))) {
      throw new Problem('CONFLICT', "Somebody has begun this exam, so its questions can't be changed any more; leave them as they are.");
    }
    if (exam.durationMinutes !== input.durationMinutes) {
      throw new Problem(
        'CONFLICT',
        "Somebody has begun this exam, so its duration can't be changed any more; give single students more time instead.",
      );
    }
  }
}

const needsQuestion = (): Problem => new Problem('WRONG_STATE', 'An exam needs at least one question before it can be published; add one.');
