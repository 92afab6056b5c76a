import { Injectable } from '@nestjs/common';
import type { ProctorRequest, ViolationView } from '@invigil/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Person } from '../auth/tokens/person.js';
import { ExamAccess } from '../exams/exam-access.service.js';
import { Problem } from '../http/problem.js';
import { storableText } from '../http/storable-text.js';
import { ChainLog } from './chain-log.js';
import { ViolationReader } from './violation-reader.service.js';
import { ViolationSignals } from './violation-signals.js';
import { Violation, type ViolationRow } from './violation.entity.js';

export type Judgement = ProctorRequest<'violation:judge'>;

/** What people decide about violations; an event in the same chain, so that a verdict cannot be changed unseen either. */
@Injectable()
export class VerdictsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: ExamAccess,
    private readonly audit: AuditService,
    private readonly reader: ViolationReader,
    private readonly signals: ViolationSignals,
  ) {}

  /** @throws Problem NOT_FOUND to whoever may not watch the exam, BAD_REQUEST when something is dismissed without a reason */
  async judge(person: Person, request: Judgement): Promise<ViolationView> {
    const judgement = { ...request, reason: storableText(request.reason) };
    const { examId, attemptId } = await this.visible(person, judgement.violationId);
    if (judgement.verdict === 'dismissed' && judgement.reason === '')
      throw new Problem('BAD_REQUEST', 'Say why you dismiss it; the reason stays with the violation.');
    const { view, changed } = await this.dataSource.transaction(async (manager) => {
      const log = await ChainLog.lock(manager, examId, attemptId);
      const changed = await this.append(manager, log, person, judgement);
      const view = await this.reader.one(judgement.violationId, manager);
      return { view, changed };
    });
    if (view === null) throw notFound();
    if (changed) this.signals.changed$.next(view);
    return view;
  }

  private async append(
    manager: EntityManager,
    log: ChainLog,
    person: Person,
    { violationId, verdict, reason }: Judgement,
  ): Promise<boolean> {
    const violation: ViolationRow = await manager.findOneByOrFail(Violation, { id: violationId });
    if (violation.verdict === verdict && violation.verdictReason === reason && violation.verdictBy === person.id) return false;
    const at = new Date();
    const judged = { ...violation, verdict, verdictReason: reason, verdictBy: person.id, verdictAt: at };
    const facts = {
      type: 'judged',
      at,
      measurements: violation.measurements,
      evidence: [],
      verdict: { verdict, reason, by: person.id },
    } as const;
    await log.append(judged, facts);
    await this.audit.record(
      { actorId: person.id, action: 'violation.judged', subjectType: 'violation', subjectId: violationId, detail: { verdict } },
      manager,
    );
    return true;
  }

  private async visible(person: Person, violationId: string): Promise<Violation> {
    const violation = await this.dataSource.manager.findOneBy(Violation, { id: violationId });
    if (violation === null) throw notFound();
    await this.access.requireWatch(person, violation.examId).catch((error: unknown) => {
      throw error instanceof Problem ? notFound() : error;
    });
    return violation;
  }
}

/** The same answer for what does not exist and for what is somebody else's. */
const notFound = (): Problem => new Problem('NOT_FOUND', 'There is no such violation among those you may see. Reload the page.');
