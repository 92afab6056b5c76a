import type { FaceClaim } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';
import type { FrameFacts } from '../memory/frame-facts.js';
import { Frame } from '../entities/frame.entity.js';
import { MonitoringMetrics, type FrameOutcome } from '../signals/monitoring-metrics.js';
import { Spool } from './spool.service.js';

/** The rows of frames from their commit to their end, and the pictures behind them. */
@Injectable()
export class FrameReceipts {
  /** Frames on which the analysis itself broke once; a second time they are given up. */
  private readonly failed = new Set<string>();

  constructor(
    private readonly db: DataSource,
    private readonly spool: Spool,
    private readonly metrics: MonitoringMetrics,
  ) {}

  /** @returns null when it is pending no more */
  find(id: string): Promise<Frame | null> {
    return this.db.manager.findOneBy(Frame, { id, state: 'pending' });
  }

  /** The oldest that wait, received until `before`. */
  pending(before: Date, limit: number): Promise<Frame[]> {
    return this.db.manager.find(Frame, {
      where: { state: 'pending', receivedAt: LessThanOrEqual(before) },
      order: { receivedAt: 'ASC' },
      take: limit,
    });
  }

  open(userId: string, frame: Frame): Promise<{ jpeg: Uint8Array; claim: FaceClaim | null } | null> {
    return this.spool.open(userId, frame);
  }

  /** The end of its way: what was found stays, the picture and the claim go. */
  async close(frame: Frame, outcome: FrameOutcome, facts: FrameFacts | null): Promise<void> {
    const state = outcome === 'analysed' ? 'analysed' : 'not_analysed';
    const analysis: object = facts ?? { reason: outcome };
    await this.db.manager.update(Frame, { id: frame.id }, { state, analysis, objectKey: null, claimSealed: null });
    if (frame.objectKey !== null) await this.spool.discard(frame.objectKey);
    this.failed.delete(frame.id);
    this.metrics.frames.inc({ outcome });
  }

  failedBefore({ id }: Frame): boolean {
    const before = this.failed.has(id);
    this.failed.add(id);
    return before;
  }

  waiting(frames: number): void {
    this.metrics.waiting.set(Math.max(0, frames));
  }
}
