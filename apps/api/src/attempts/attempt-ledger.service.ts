import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { AuditService } from '../audit/audit.service.js';
import { Exam } from '../exams/exam.entity.js';
import { Problem } from '../http/problem.js';
import { AttemptChange } from './attempt-change.entity.js';
import type { AttemptCommand } from './attempt-command.js';
import { AttemptSignals } from './attempt-signals.js';
import { Attempt } from './attempt.entity.js';
import { nextStep } from './next-step.js';

export interface ApplyOptions {
  /** The member of staff who does it; the audit log names them. */
  readonly by?: string;
  /** More to write in the same transaction, only when the command changed something. */
  readonly and?: (manager: EntityManager, attempt: Attempt) => Promise<void>;
}

/** Every change of an attempt goes through here: one transaction, the row locked, the history written, listeners told after commit. */
@Injectable()
export class AttemptLedger {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditService,
    private readonly signals: AttemptSignals,
  ) {}

  /** @throws Problem NOT_FOUND, or WRONG_STATE with a sentence for whoever asked */
  async apply(attemptId: string, command: AttemptCommand, options: ApplyOptions = {}): Promise<Attempt> {
    const { attempt, changed } = await this.db.transaction((manager) => this.change(manager, attemptId, command, options));
    if (changed) this.signals.changed$.next({ attemptId, examId: attempt.examId, userId: attempt.userId });
    return attempt;
  }

  private async change(
    manager: EntityManager,
    id: string,
    command: AttemptCommand,
    options: ApplyOptions,
  ): Promise<{ attempt: Attempt; changed: boolean }> {
    const attempt = await manager.findOne(Attempt, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!attempt) throw new Problem('NOT_FOUND', 'There is no such attempt; open it from the exam again.');
    const exam = await manager.findOneByOrFail(Exam, { id: attempt.examId });
    const at = new Date();
    const step = nextStep(attempt, command, exam, at);
    if (!step) return { attempt, changed: false };
    await manager.update(Attempt, { id }, step.patch);
    const by = options.by ?? null;
    await manager.insert(
      AttemptChange,
      step.changes.map((change) => ({ id: v7(), attemptId: id, at, by, ...change })),
    );
    if (options.by !== undefined) await this.auditStep(manager, id, options.by, step.changes);
    Object.assign(attempt, step.patch);
    await options.and?.(manager, attempt);
    return { attempt, changed: true };
  }

  private async auditStep(
    manager: EntityManager,
    subjectId: string,
    actorId: string,
    changes: readonly { what: string; detail: string }[],
  ): Promise<void> {
    for (const { what, detail } of changes) {
      await this.audit.record({ actorId, action: `attempt.${what}`, subjectType: 'attempt', subjectId, detail: { detail } }, manager);
    }
  }
}
