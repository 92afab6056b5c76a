import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { Attempt } from '../attempts/attempt.entity.js';
import { Exam } from '../exams/exam.entity.js';
import { Problem } from '../http/problem.js';
import { buildLink, type Head } from './chain.js';
import { eventPayload, type EventFacts } from './event-payload.js';
import { ViolationEvent } from './violation-event.entity.js';
import { ViolationPayload } from './violation-payload.entity.js';
import { Violation, type ViolationRow } from './violation.entity.js';

/**
 * The end of an attempt's chain and of its exam's log, held under locks until the transaction is over: first the exam's row, then the attempt's, so that
 * writers never wait for each other in a circle. The locks let others refer to the rows meanwhile.
 */
export class ChainLog {
  private position: number;
  private head: Head;

  private constructor(
    private readonly manager: EntityManager,
    readonly exam: Exam,
    attempt: Attempt,
  ) {
    this.position = Number(exam.lastPosition);
    this.head = { hash: attempt.chainHead, length: attempt.chainLength };
  }

  static async lock(manager: EntityManager, examId: string, attemptId: string): Promise<ChainLog> {
    const lock = { mode: 'for_no_key_update' } as const;
    const exam = await manager.findOne(Exam, { where: { id: examId }, lock });
    const attempt = await manager.findOne(Attempt, { where: { id: attemptId, examId }, lock });
    if (exam === null || attempt === null)
      throw new Problem('NOT_FOUND', 'There is no such attempt in this exam. Reload the page and try again.');
    return new ChainLog(manager, exam, attempt);
  }

  /** Adds an event about a violation and stores the violation as it is after it. */
  async append(violation: ViolationRow, facts: EventFacts): Promise<ViolationRow> {
    const place = { eventId: v7(), position: this.position + 1, link: this.head.length + 1, recordedAt: new Date() };
    const { link, payload } = buildLink(this.head, eventPayload(violation, facts, place));
    const placed = { ...violation, position: String(place.position) };
    await this.manager.save(Violation, placed, { reload: false });
    await this.manager.insert(ViolationEvent, {
      id: place.eventId,
      violationId: violation.id,
      attemptId: violation.attemptId,
      examId: violation.examId,
      position: placed.position,
      type: facts.type,
      recordedAt: place.recordedAt,
      ...link,
    });
    await this.manager.insert(ViolationPayload, { eventId: place.eventId, ...payload });
    await this.manager.update(Attempt, violation.attemptId, { chainHead: link.hash, chainLength: link.link });
    await this.manager.update(Exam, violation.examId, { lastPosition: placed.position });
    this.position = place.position;
    this.head = { hash: link.hash, length: link.link };
    return placed;
  }
}
