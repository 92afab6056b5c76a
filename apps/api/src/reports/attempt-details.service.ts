import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FaceTemplate } from '../enrolment/face-template.entity.js';
import type { Exam } from '../exams/exam.entity.js';
import { PoliciesService } from '../exams/policies.service.js';
import { ReportAnswers } from './report-answers.service.js';
import type { AttemptDetails, AttemptFacts } from './report-facts.js';

const SAID = `
  SELECT at, body->>'event' AS event, body->>'detail' AS detail, seq FROM events WHERE attempt_id = $1 AND type = 'event'
  UNION ALL SELECT unable_at, 'picture_unavailable', unable, 0 FROM challenges WHERE attempt_id = $1 AND unable_at IS NOT NULL
  ORDER BY at, seq
`;

/** Reads what only the report of a single attempt shows. */
@Injectable()
export class AttemptDetailsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly policies: PoliciesService,
    private readonly answers: ReportAnswers,
  ) {}

  async of(exam: Exam, { attempt, violations }: AttemptFacts): Promise<AttemptDetails> {
    const { manager } = this.dataSource;
    const said = await manager.query<AttemptDetails['said'][number][]>(SAID, [attempt.id]);
    const template = await manager.findOne(FaceTemplate, { select: { userId: true, pipelineId: true }, where: { userId: attempt.userId } });
    return {
      examTitle: exam.title,
      policyHash: (await this.policies.current(exam.id)).hash,
      pipelineId: violations.at(-1)?.pipelineId ?? template?.pipelineId ?? null,
      said,
      answers: await this.answers.of(exam.id, attempt.id),
    };
  }
}
