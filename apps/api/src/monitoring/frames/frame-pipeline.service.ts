import type { Landmarks } from '@invigil/biometrics';
import { DroppedError, FrameFaultError, PictureError } from '@invigil/biometrics/node';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AnalysisService } from '../../analysis/analysis.service.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { frameFacts, type FrameFacts } from '../memory/frame-facts.js';
import { FrameQueue, type QueuedFrame } from './frame-queue.js';
import { FrameReceipts } from './frame-receipts.service.js';
import type { Frame } from '../entities/frame.entity.js';
import { MonitoringSignals } from '../signals/monitoring-signals.js';
import { frameObservation } from '../memory/observation-of.js';
import { Observer } from '../observing/observer.service.js';

const LIMIT = 2000;
const RESUME_MS = 30_000;
/** Every so many-th frame is looked at with SSD, whatever the small detector says. */
const SSD_EVERY = 3;

/** The way of a committed frame: analysed in a worker thread, compared, shown to the checks, deleted. What a crash interrupts is taken up again. */
@Injectable()
export class FramePipeline implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(FramePipeline.name);
  private readonly queue = new FrameQueue((frame) => this.process(frame), LIMIT);
  private stopping = false;
  private resumed = false;

  constructor(
    private readonly receipts: FrameReceipts,
    private readonly analysis: AnalysisService,
    private readonly observer: Observer,
    private readonly signals: MonitoringSignals,
  ) {}

  onApplicationBootstrap(): void {
    void this.resume();
  }

  /** Until when the frames of an attempt have been judged: `now` where none waits, null while it is not known what a restart left. */
  judgedUntil(attemptId: string, now: number): number | null {
    return this.resumed ? Math.min(now, this.queue.oldest(attemptId) ?? now) : null;
  }

  /** Call after the commit of its receipt. */
  push(frame: QueuedFrame): void {
    this.queue.push(frame);
    this.receipts.waiting(this.queue.size);
  }

  /** Frames whose receipt is committed and whose analysis never ended: after a restart, a failure, or when the queue was full. */
  @Interval(RESUME_MS)
  async resume(): Promise<void> {
    try {
      const before = new Date(Date.now() - RESUME_MS);
      const rows = await this.receipts.pending(this.queue.size === 0 ? new Date() : before, LIMIT);
      for (const { id, attemptId, nonce, at } of rows) this.push({ frameId: id, attemptId, at: at.getTime(), challenged: nonce !== null });
      this.resumed = true;
    } catch (error) {
      this.logger.error(error instanceof Error ? error.stack : 'pending frames could not be read');
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.queue.stop();
    await this.observer.idle();
  }

  private async process({ frameId, attemptId, challenged }: QueuedFrame): Promise<void> {
    try {
      const row = await this.receipts.find(frameId);
      if (row === null) return;
      const memory = await this.observer.within(attemptId, (known) => Promise.resolve(known));
      const spooled = await this.receipts.open(memory.userId, row);
      if (spooled === null) {
        await this.receipts.close(row, 'lost', null);
        return;
      }
      const { jpeg, claim } = spooled;
      const closely = this.deserves(memory, challenged, claim?.faces ?? 0);
      const look = await this.analysis.analyse({
        attemptId,
        jpeg,
        priority: challenged ? 'challenge' : 'routine',
        wantSsd: closely,
        wantScreen: closely,
        ...(memory.previousSubject ? { previousSubject: memory.previousSubject } : {}),
      });
      memory.previousSubject = look.subject?.box;
      const facts = frameFacts(look, memory.template, claim, { repeat: memory.seenFrames.repeats(row) });
      this.signals.thumbnail$.next({ attemptId, examId: memory.examId, at: row.at, jpeg: look.thumbnail });
      await this.conclude(row, facts, jpeg, look.subject?.landmarks ?? null);
      await this.receipts.close(row, 'analysed', facts);
    } catch (error) {
      await this.giveUp(frameId, error);
    } finally {
      this.receipts.waiting(this.queue.size - 1);
    }
  }

  /** Whether a frame is looked at for a screen, and with SSD even where the small detector sees one face: SSD alone sees everybody, and takes three times as long as all the rest. */
  private deserves(memory: AttemptMemory, challenged: boolean, claimedFaces: number): boolean {
    memory.frames += 1;
    const suspected = memory.checks.some(({ interval }) => interval?.confirmed === false);
    return challenged || claimedFaces > 1 || suspected || memory.frames % SSD_EVERY === 0;
  }

  private async conclude(row: Frame, facts: FrameFacts, jpeg: Uint8Array, landmarks: Landmarks | null): Promise<void> {
    const { id: frameId, attemptId } = row;
    const at = row.at.getTime();
    const seen = { ...frameObservation(frameId, at, row.nonce !== null, facts), landmarks };
    await this.observer.observe(attemptId, [seen], { frameId, at, jpeg, faces: facts.faces, subject: facts.subject });
  }

  /** A frame that cannot be judged lowers coverage and accuses nobody. One that only the server's own trouble stopped stays pending. */
  private async giveUp(frameId: string, error: unknown): Promise<void> {
    const outcome = error instanceof PictureError ? 'bad_picture' : error instanceof DroppedError ? 'dropped' : 'failed';
    if (this.stopping && outcome !== 'bad_picture') return;
    if (outcome === 'failed') this.logger.error(error instanceof Error ? error.stack : 'a frame was not analysed');
    try {
      const row = await this.receipts.find(frameId);
      if (row && (outcome !== 'failed' || error instanceof FrameFaultError || this.receipts.failedBefore(row)))
        await this.receipts.close(row, outcome, null);
    } catch (again) {
      this.logger.error(again instanceof Error ? again.stack : 'a frame could not be given up');
    }
  }
}
