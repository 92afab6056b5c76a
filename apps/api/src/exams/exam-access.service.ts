import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { examReach, type Reach } from './exam-reach.js';
import { ExamStaff } from './exam-staff.entity.js';
import { Exam } from './exam.entity.js';

/** Who may watch or run an exam. Whoever may not watch it does not learn that it exists. */
@Injectable()
export class ExamAccess {
  constructor(private readonly db: DataSource) {}

  async requireWatch(person: Person, examId: string, manager: EntityManager = this.db.manager): Promise<Exam> {
    return (await this.reach(person, examId, manager)).exam;
  }

  /** @throws Problem NOT_FOUND to whoever may not watch it, FORBIDDEN to whoever may only watch */
  async requireRun(person: Person, examId: string, manager: EntityManager = this.db.manager): Promise<Exam> {
    const { exam, reach } = await this.reach(person, examId, manager);
    if (reach !== 'run') throw new Problem('FORBIDDEN', 'You may watch this exam but not change it; ask its instructor.');
    return exam;
  }

  /** The exams that a person may watch, the one that closes last first. */
  async watchable(person: Person): Promise<Exam[]> {
    if (person.role === 'student') return [];
    const exams = this.db.getRepository(Exam).createQueryBuilder('exam').orderBy('exam.closesAt', 'DESC').addOrderBy('exam.id', 'DESC');
    if (person.role !== 'administrator') {
      exams.where('exam.ownerId = :id OR EXISTS (SELECT FROM exam_staff s WHERE s.exam_id = exam.id AND s.user_id = :id)', {
        id: person.id,
      });
    }
    return exams.getMany();
  }

  private async reach(person: Person, examId: string, manager: EntityManager): Promise<{ exam: Exam; reach: Reach }> {
    const exam = person.role === 'student' ? null : await manager.findOneBy(Exam, { id: examId });
    const staff = exam && (await manager.findOneBy(ExamStaff, { examId, userId: person.id }));
    const reach = exam ? examReach(person.role, exam.ownerId === person.id, staff?.part ?? null) : 'none';
    if (!exam || reach === 'none') throw new Problem('NOT_FOUND', 'There is no such exam among yours; open it from your list of exams.');
    return { exam, reach };
  }
}
