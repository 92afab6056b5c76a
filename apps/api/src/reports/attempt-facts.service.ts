import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AttemptChange } from '../attempts/attempt-change.entity.js';
import type { Attempt } from '../attempts/attempt.entity.js';
import { FaceTemplate } from '../enrolment/face-template.entity.js';
import { PoliciesService } from '../exams/policies.service.js';
import { RosterEntry } from '../exams/roster-entry.entity.js';
import { ViolationReader } from '../violations/violation-reader.service.js';
import { LooksService } from './looks.service.js';
import type { AttemptFacts } from './report-facts.js';

/** Reads what is known about one attempt. */
@Injectable()
export class AttemptFactsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly policies: PoliciesService,
    private readonly violations: ViolationReader,
    private readonly looks: LooksService,
  ) {}

  async of(attempt: Attempt): Promise<AttemptFacts> {
    const { manager } = this.dataSource;
    const { policy } = await this.policies.current(attempt.examId);
    const entry = await manager.findOneByOrFail(RosterEntry, { id: attempt.rosterId });
    const template = await manager.findOne(FaceTemplate, { select: { userId: true, state: true }, where: { userId: attempt.userId } });
    return {
      attempt,
      student: { name: entry.name, email: entry.email, portraitApproved: template?.state === 'approved' },
      policy,
      changes: await manager.find(AttemptChange, { where: { attemptId: attempt.id }, order: { at: 'ASC', id: 'ASC' } }),
      looks: await this.looks.of(attempt.id),
      blind: await this.looks.blind(attempt.id),
      frames: await this.looks.frames(attempt.id),
      violations: await this.violations.ofAttempt(attempt.id),
    };
  }
}
