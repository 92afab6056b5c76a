import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DataSource } from 'typeorm';
import { Attempt } from '../attempts/attempt.entity.js';
import { AuditService } from '../audit/audit.service.js';
import type { Person } from '../auth/tokens/person.js';
import { ExamAccess } from '../exams/exam-access.service.js';
import { Problem } from '../http/problem.js';
import { EvidenceStore } from './evidence-store.service.js';
import { Evidence } from './evidence.entity.js';

/** Pictures behind violations, for staff who may watch the exam. Every look is audited. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: ExamAccess,
    private readonly audit: AuditService,
    private readonly pictures: EvidenceStore,
  ) {}

  /**
   * @returns the JPEG
   * @throws Problem NOT_FOUND when there is none, when it is of an exam that the person may not watch (the same words), or when its time is over
   */
  async look(person: Person, evidenceId: string, address: string): Promise<Buffer> {
    const evidence = await this.visible(person, evidenceId);
    if (evidence.expiresAt.getTime() <= Date.now())
      throw new Problem(
        'NOT_FOUND',
        'This picture was kept for the time that the exam’s policy says, which is over. The violation and its measurements remain.',
      );
    const attempt = await this.dataSource.manager.findOneByOrFail(Attempt, { id: evidence.attemptId });
    const detail = { violationId: evidence.violationId, attemptId: evidence.attemptId, examId: evidence.examId };
    await this.audit.record({
      actorId: person.id,
      action: 'evidence.viewed',
      subjectType: 'evidence',
      subjectId: evidence.id,
      detail,
      address,
    });
    const jpeg = await this.pictures.open(attempt.userId, evidence);
    if (jpeg === null) throw notFound();
    return jpeg;
  }

  private async visible(person: Person, evidenceId: string): Promise<Evidence> {
    const known = z.uuid().safeParse(evidenceId).success;
    const evidence = known ? await this.dataSource.manager.findOneBy(Evidence, { id: evidenceId }) : null;
    if (evidence === null) throw notFound();
    await this.access.requireWatch(person, evidence.examId).catch((error: unknown) => {
      throw error instanceof Problem ? notFound() : error;
    });
    return evidence;
  }
}

const notFound = (): Problem =>
  new Problem(
    'NOT_FOUND',
    'There is no such picture among those you may see; it may have been deleted when its time was over. Reload the page.',
  );
