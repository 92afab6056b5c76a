import type { CheckInReview } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Person } from '../auth/tokens/person.js';
import { TemplatesService } from '../enrolment/templates.service.js';
import { ExamAccess } from '../exams/exam-access.service.js';
import { Problem } from '../http/problem.js';
import { Attempt } from './attempt.entity.js';
import { CheckInPictures } from './check-in-pictures.service.js';

/** What staff look at before they decide on a check-in. Each look at a picture is audited before it is shown. */
@Injectable()
export class CheckInReviews {
  constructor(
    private readonly db: DataSource,
    private readonly access: ExamAccess,
    private readonly templates: TemplatesService,
    private readonly pictures: CheckInPictures,
    private readonly audit: AuditService,
  ) {}

  async of(person: Person, attemptId: string): Promise<CheckInReview> {
    const attempt = await this.require(person, attemptId);
    const [template, pictures] = await Promise.all([this.templates.current(attempt.userId), this.pictures.list(attemptId)]);
    return {
      portraitSaved: (template?.portrait ?? null) !== null,
      pictures: pictures.map(({ id, at, distance }) => ({ id, at: at.toISOString(), distance })),
    };
  }

  async portrait(person: Person, attemptId: string): Promise<Buffer> {
    const attempt = await this.require(person, attemptId);
    const portrait = await this.templates.portrait(attempt.userId);
    if (!portrait)
      throw new Problem('NOT_FOUND', 'No portrait is kept of this student; decide by the pictures of the check-in and the roster.');
    await this.viewed(person, attemptId, 'portrait');
    return portrait;
  }

  async picture(person: Person, attemptId: string, pictureId: string): Promise<Buffer> {
    const attempt = await this.require(person, attemptId);
    const picture = await this.pictures.open(attempt, pictureId);
    await this.viewed(person, attemptId, pictureId);
    return picture;
  }

  private async require(person: Person, attemptId: string): Promise<Attempt> {
    const attempt = await this.db.getRepository(Attempt).findOneBy({ id: attemptId });
    if (!attempt) throw new Problem('NOT_FOUND', 'There is no such attempt among yours; open it from the exam again.');
    await this.access.requireWatch(person, attempt.examId);
    return attempt;
  }

  private async viewed(person: Person, attemptId: string, picture: string): Promise<void> {
    await this.audit.record({
      actorId: person.id,
      action: 'check_in.viewed',
      subjectType: 'attempt',
      subjectId: attemptId,
      detail: { picture },
    });
  }
}
