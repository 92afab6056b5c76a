import { Injectable, Logger } from '@nestjs/common';
import type { ViolationKind, ViolationView } from '@invigil/shared';
import { DataSource, In } from 'typeorm';
import { checkFinding } from './check-finding.js';
import { EvidenceStore, type SealedPicture } from './evidence-store.service.js';
import { Evidence } from './evidence.entity.js';
import { FindingWriter } from './finding-writer.js';
import type { Finding, KeptFrame, RecordContext } from './finding.js';
import { follow } from './follow.js';
import { asOpen, openViolations } from './open-violations.js';
import { ViolationReader } from './violation-reader.service.js';
import { ViolationSignals } from './violation-signals.js';
import type { Violation } from './violation.entity.js';

/** Writes what the checks find: chained events, their projection and the evidence, in one transaction. */
@Injectable()
export class RecorderService {
  private readonly logger = new Logger(RecorderService.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly pictures: EvidenceStore,
    private readonly reader: ViolationReader,
    private readonly signals: ViolationSignals,
  ) {}

  /**
   * Records findings in their order and publishes the violation after each event, once all is committed.
   * @param keep the frame on which they were seen; becomes evidence of those findings that name it
   * @returns the violations that changed, each once, as they are after all findings
   * @throws ZodError when measurements are not those of the kind; nothing is recorded then
   */
  async record(context: RecordContext, findings: readonly Finding[], keep?: KeptFrame): Promise<ViolationView[]> {
    const checked = findings.map(checkFinding);
    if (checked.length === 0) return [];
    const sealed = keep === undefined ? new Map<ViolationKind, SealedPicture>() : await this.sealWanted(context, checked, keep);
    const views = await this.write(context, checked, sealed, keep).finally(() => this.discardUnused(sealed));
    for (const view of views) this.signals.changed$.next(view);
    return [...new Map(views.map((view) => [view.id, view])).values()];
  }

  /** Violations of an attempt that are not closed, to rebuild the checks' memory from. */
  async open(attemptId: string): Promise<Violation[]> {
    return [...(await openViolations(this.dataSource.manager, attemptId)).values()].map(({ row }) => row);
  }

  private write(
    context: RecordContext,
    findings: readonly Finding[],
    sealed: Map<ViolationKind, SealedPicture>,
    keep?: KeptFrame,
  ): Promise<ViolationView[]> {
    return this.dataSource.transaction(async (manager) => {
      const writer = await FindingWriter.begin(manager, context);
      const unused = new Map(sealed);
      for (const finding of findings) {
        const picture = finding.frameId === keep?.frameId ? unused.get(finding.kind) : undefined;
        const used = await writer.write(finding, picture !== undefined && keep !== undefined ? { picture, frame: keep } : undefined);
        if (used) unused.delete(finding.kind);
      }
      return this.reader.views(writer.written, manager);
    });
  }

  /** Encrypts and stores, ahead of the transaction, only what is wanted by what is open now: one picture a kind. */
  private async sealWanted(
    context: RecordContext,
    findings: readonly Finding[],
    keep: KeptFrame,
  ): Promise<Map<ViolationKind, SealedPicture>> {
    const sealed = new Map<ViolationKind, SealedPicture>();
    const shown = findings.filter(({ frameId }) => frameId === keep.frameId);
    if (shown.length === 0) return sealed;
    const open = await openViolations(this.dataSource.manager, context.attemptId);
    for (const finding of shown) {
      if (sealed.has(finding.kind) || !follow(asOpen(open.get(finding.kind)), finding, finding.severity, true).keeps) continue;
      const picture = await this.keepOrGoOn(context.userId, keep.jpeg);
      if (picture !== null) sealed.set(finding.kind, picture);
    }
    return sealed;
  }

  /** A full disk must not swallow the finding itself: it is recorded without its picture then. */
  private async keepOrGoOn(userId: string, jpeg: Uint8Array): Promise<SealedPicture | null> {
    try {
      return await this.pictures.keep(userId, jpeg);
    } catch (error) {
      this.logger.error(
        `A violation is recorded without its picture, which could not be stored. ${error instanceof Error ? (error.stack ?? '') : ''}`,
      );
      return null;
    }
  }

  /** Asks the database which pictures are named by a row: after an error nobody else knows whether the commit went through. */
  private async discardUnused(sealed: Map<ViolationKind, SealedPicture>): Promise<void> {
    if (sealed.size === 0) return;
    const pictures = [...sealed.values()];
    const rows = await this.dataSource.manager
      .find(Evidence, { select: { id: true }, where: { id: In(pictures.map(({ id }) => id)) } })
      .catch(() => null);
    if (rows === null) return;
    const used = new Set(rows.map(({ id }) => id));
    await this.pictures.discard(pictures.filter(({ id }) => !used.has(id)));
  }
}
