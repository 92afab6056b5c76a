import { Injectable } from '@nestjs/common';
import type { AttemptReport, ExamReport } from '@invigil/shared';
import { DataSource } from 'typeorm';
import { Attempt } from '../attempts/attempt.entity.js';
import { AuditService } from '../audit/audit.service.js';
import type { Person } from '../auth/tokens/person.js';
import { ExamAccess } from '../exams/exam-access.service.js';
import { Problem } from '../http/problem.js';
import { AttemptDetailsService } from './attempt-details.service.js';
import { AttemptFactsService } from './attempt-facts.service.js';
import { buildReport } from './build-report.js';
import { buildRow } from './build-row.js';
import { rankRows } from './rank-rows.js';
import { FORMULA } from './score-of.js';

/** Reports for staff who may watch the exam; each view is audited once. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: ExamAccess,
    private readonly audit: AuditService,
    private readonly facts: AttemptFactsService,
    private readonly details: AttemptDetailsService,
  ) {}

  /** @throws Problem NOT_FOUND to whoever may not watch the exam */
  async exam(person: Person, examId: string, address: string): Promise<ExamReport> {
    const { title } = await this.access.requireWatch(person, examId);
    await this.audit.record({ actorId: person.id, action: 'report.viewed', subjectType: 'exam', subjectId: examId, address });
    const now = new Date();
    const rows = [];
    // One after another: the looks of a whole exam do not fit into memory at once.
    for (const attempt of await this.dataSource.manager.findBy(Attempt, { examId })) rows.push(buildRow(await this.facts.of(attempt), now));
    return { examId, title, generatedAt: now.toISOString(), formula: FORMULA, rows: rankRows(rows) };
  }

  /** @throws Problem NOT_FOUND to whoever may not watch its exam */
  async attempt(person: Person, attemptId: string, address: string): Promise<AttemptReport> {
    const attempt = await this.dataSource.manager.findOneBy(Attempt, { id: attemptId });
    if (attempt === null) throw notFound();
    const exam = await this.access.requireWatch(person, attempt.examId).catch((error: unknown) => {
      throw error instanceof Problem ? notFound() : error;
    });
    const detail = { examId: exam.id };
    await this.audit.record({ actorId: person.id, action: 'report.viewed', subjectType: 'attempt', subjectId: attemptId, detail, address });
    const facts = await this.facts.of(attempt);
    return buildReport(facts, await this.details.of(exam, facts), new Date());
  }
}

/** The same answer for what does not exist and for what is somebody else's. */
const notFound = (): Problem =>
  new Problem('NOT_FOUND', 'There is no such attempt among those you may see; open it from the exam’s report.');
