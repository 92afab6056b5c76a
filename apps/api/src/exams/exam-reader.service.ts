import type { ExamDetail, ExamSummary, RosterRow, StaffRow } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Person } from '../auth/tokens/person.js';
import { ExamAccess } from './exam-access.service.js';
import type { Exam } from './exam.entity.js';
import { PoliciesService } from './policies.service.js';
import { QuestionsService } from './questions.service.js';

interface Counts {
  id: string;
  questions: number;
  roster: number;
  active: number;
  attempts: number;
}

const COUNTS = `
  SELECT e.id, (SELECT count(*) FROM questions q WHERE q.exam_id = e.id)::int AS questions,
         (SELECT count(*) FROM roster r WHERE r.exam_id = e.id)::int AS roster, coalesce(a.active, 0)::int AS active, coalesce(a.attempts, 0)::int AS attempts
  FROM exams e LEFT JOIN LATERAL (
    SELECT count(*) AS attempts, count(*) FILTER (WHERE state IN ('in_progress', 'paused')) AS active FROM attempts WHERE exam_id = e.id
  ) a ON true WHERE e.id = ANY($1)
`;
const ROSTER = `
  SELECT r.id, r.email, r.name, CASE WHEN r.claimed_by IS NULL THEN 'invited' ELSE 'claimed' END AS state, r.claimed_by AS "claimedBy",
         a.id AS "attemptId", a.state AS "attemptState", EXISTS (SELECT FROM roster_photos p WHERE p.id = r.id) AS "photoSaved"
  FROM roster r LEFT JOIN attempts a ON a.roster_id = r.id WHERE r.exam_id = $1 ORDER BY r.name, r.email
`;
const STAFF = `
  SELECT s.user_id AS "userId", u.email, u.name, s.part FROM exam_staff s JOIN users u ON u.id = s.user_id WHERE s.exam_id = $1 ORDER BY s.part, u.email
`;

/** Exams as staff read them. */
@Injectable()
export class ExamReader {
  constructor(
    private readonly db: DataSource,
    private readonly access: ExamAccess,
    private readonly policies: PoliciesService,
    private readonly questions: QuestionsService,
  ) {}

  /** Those that the person may watch. */
  async list(person: Person): Promise<ExamSummary[]> {
    return this.summaries(await this.access.watchable(person));
  }

  /** Questions with answers and the roster's addresses: only for those who run it. */
  async detail(person: Person, examId: string): Promise<ExamDetail> {
    const exam = await this.access.requireRun(person, examId);
    const [[summary], policy, questions, roster, staff] = await Promise.all([
      this.summaries([exam]),
      this.policies.current(examId),
      this.questions.full(examId),
      this.db.query<RosterRow[]>(ROSTER, [examId]),
      this.db.query<StaffRow[]>(STAFF, [examId]),
    ]);
    if (!summary) throw new Error('an exam without a summary');
    const { hash: policyHash, version: policyVersion } = policy;
    return { ...summary, instructions: exam.instructions, questions, policy: policy.policy, policyHash, policyVersion, roster, staff };
  }

  private async summaries(exams: Exam[]): Promise<ExamSummary[]> {
    const counted = await this.db.query<Counts[]>(COUNTS, [exams.map(({ id }) => id)]);
    const byId = new Map(counted.map((row) => [row.id, row]));
    return exams.map(({ id, title, state, opensAt, closesAt, durationMinutes }) => {
      const { questions = 0, roster = 0, active = 0, attempts = 0 } = byId.get(id) ?? {};
      const window = { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString(), durationMinutes };
      return { id, title, state, ...window, questions, roster, active, attempts };
    });
  }
}
