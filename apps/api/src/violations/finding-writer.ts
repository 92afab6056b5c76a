import type { ViolationKind } from '@invigil/shared';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { ChainLog } from './chain-log.js';
import { Evidence } from './evidence.entity.js';
import type { SealedPicture } from './evidence-store.service.js';
import type { Finding, KeptFrame, RecordContext } from './finding.js';
import { follow, type Step } from './follow.js';
import { asOpen, openViolations, type OpenViolation } from './open-violations.js';
import { opened, project } from './project.js';

/** A picture that lies sealed in the store, and the frame it is. */
export interface Pictured {
  picture: SealedPicture;
  frame: KeptFrame;
}

const DAY_MS = 86_400_000;

/** Findings of one attempt, written in one transaction under the locks of its chain. */
export class FindingWriter {
  /** The violation after each event, in the order of positions. */
  readonly written: OpenViolation[] = [];

  private constructor(
    private readonly manager: EntityManager,
    private readonly log: ChainLog,
    private readonly context: RecordContext,
    private readonly open: Map<ViolationKind, OpenViolation>,
  ) {}

  static async begin(manager: EntityManager, context: RecordContext): Promise<FindingWriter> {
    const log = await ChainLog.lock(manager, context.examId, context.attemptId);
    return new FindingWriter(manager, log, context, await openViolations(manager, context.attemptId));
  }

  /** @returns whether the picture became evidence; one frame is kept once in a violation */
  async write(finding: Finding, pictured: Pictured | undefined): Promise<boolean> {
    const open = this.open.get(finding.kind);
    const isNew = pictured !== undefined && open?.evidence.some(({ frameId }) => frameId === pictured.frame.frameId) !== true;
    const { events, keeps } = follow(asOpen(open), finding, finding.severity, isNew);
    for (const [index, type] of events.entries()) {
      const last = index === events.length - 1;
      await this.step(type, finding, last && keeps ? pictured : undefined);
    }
    return keeps;
  }

  private async step(type: Step, finding: Finding, pictured: Pictured | undefined): Promise<void> {
    const before = this.open.get(finding.kind) ?? { row: opened(v7(), this.context, finding), evidence: [] };
    const after = type === 'opened' ? before.row : project(before.row, type, finding);
    const kept = pictured === undefined ? [] : [this.evidenceOf(after.id, pictured)];
    const at = type === 'closed' ? (after.endedAt ?? new Date(finding.at)) : new Date(finding.at);
    const row = await this.log.append(after, { type, at, measurements: finding.measurements, evidence: kept });
    if (kept.length > 0) await this.manager.insert(Evidence, kept);
    const evidence = [...before.evidence, ...kept];
    if (type === 'closed') this.open.delete(finding.kind);
    else this.open.set(finding.kind, { row, evidence });
    this.written.push({ row, evidence });
  }

  private evidenceOf(violationId: string, { picture, frame }: Pictured): Evidence {
    const { attemptId, examId, evidenceDays } = this.context;
    const expiresAt = new Date(this.log.exam.closesAt.getTime() + evidenceDays * DAY_MS);
    return {
      ...picture,
      violationId,
      attemptId,
      examId,
      frameId: frame.frameId,
      at: new Date(frame.at),
      faces: frame.faces,
      subject: frame.subject,
      expiresAt,
    };
  }
}
