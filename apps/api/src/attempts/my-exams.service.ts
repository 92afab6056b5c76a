import type { StudentAttempt, StudentExam } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import type { Person } from '../auth/tokens/person.js';
import { Exam } from '../exams/exam.entity.js';
import { InvitationsService } from '../exams/invitations.service.js';
import { PoliciesService } from '../exams/policies.service.js';
import { Problem } from '../http/problem.js';
import { Attempt } from './attempt.entity.js';
import { AttemptsService } from './attempts.service.js';

type Mine = Exam & { rosterId: string; questions: number };

const CLAIMED = `
  SELECT e.id, e.title, e.instructions, e.opens_at AS "opensAt", e.closes_at AS "closesAt", e.duration_minutes AS "durationMinutes",
         r.id AS "rosterId", (SELECT count(*) FROM questions q WHERE q.exam_id = e.id)::int AS questions
  FROM exams e JOIN roster r ON r.exam_id = e.id
  WHERE e.state = 'published' AND r.claimed_by = $1 AND ($2::uuid IS NULL OR e.id = $2) ORDER BY e.opens_at, e.id
`;
/** Of many at once one inserts; the others find its row. */
const BEGIN = `
  INSERT INTO attempts (id, exam_id, user_id, roster_id, state) VALUES ($1, $2, $3, $4, 'checking_in') ON CONFLICT (exam_id, user_id) DO NOTHING
`;

/** Exams as the student who is invited to them sees them. */
@Injectable()
export class MyExamsService {
  constructor(
    private readonly db: DataSource,
    private readonly policies: PoliciesService,
    private readonly attempts: AttemptsService,
    private readonly invitations: InvitationsService,
  ) {}

  async list(person: Person): Promise<StudentExam[]> {
    return Promise.all((await this.claimed(person)).map((exam) => this.view(person, exam)));
  }

  async one(person: Person, examId: string): Promise<StudentExam> {
    return this.view(person, await this.require(person, examId));
  }

  async claim(person: Person, token: string): Promise<StudentExam> {
    return this.one(person, await this.invitations.claim(person, token));
  }

  /** The student's one attempt at the exam: made inside the window, given back at any time. */
  async attempt(person: Person, examId: string): Promise<StudentAttempt> {
    const exam = await this.require(person, examId);
    const begun = await this.begun(person, examId);
    if (begun) return this.attempts.view(begun);
    const now = new Date();
    if (now < exam.opensAt) throw new Problem('WRONG_STATE', 'This exam has not opened yet; your list of exams says when it does.');
    if (now >= exam.closesAt) throw new Problem('WRONG_STATE', 'This exam has closed; talk to your instructor.');
    await this.db.query(BEGIN, [v7(), examId, person.id, exam.rosterId]);
    const made = await this.begun(person, examId);
    if (!made) throw new Error('an attempt that was just made is gone');
    this.attempts.announce(made);
    return this.attempts.view(made);
  }

  private begun(person: Person, examId: string): Promise<Attempt | null> {
    return this.db.getRepository(Attempt).findOneBy({ examId, userId: person.id });
  }

  private claimed(person: Person, examId: string | null = null): Promise<Mine[]> {
    return this.db.query<Mine[]>(CLAIMED, [person.id, examId]);
  }

  private async require(person: Person, examId: string): Promise<Mine> {
    const [exam] = await this.claimed(person, examId);
    if (!exam) throw new Problem('NOT_FOUND', 'This exam is not in your list; open the invitation link that you were given.');
    return exam;
  }

  private async view(person: Person, exam: Mine): Promise<StudentExam> {
    const { id: examId, title, instructions, opensAt, closesAt, durationMinutes, questions } = exam;
    const [{ policy }, attempt] = await Promise.all([this.policies.current(examId), this.begun(person, examId)]);
    const window = { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString(), durationMinutes };
    const evidenceDays = policy.evidenceDays;
    return { examId, title, instructions, ...window, questions, evidenceDays, attempt: attempt && (await this.attempts.view(attempt)) };
  }
}
