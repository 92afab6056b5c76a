import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { MonitoringSignals, type Thumbnail } from './monitoring-signals.js';

/** About 10 KB each. */
const KEPT = 2000;

/** The newest thumbnail of each attempt, in memory only: what a dashboard shows first. */
@Injectable()
export class LastThumbnails implements OnModuleDestroy {
  private readonly byAttempt = new Map<string, Thumbnail>();
  private readonly subscription: Subscription;

  constructor(signals: MonitoringSignals) {
    this.subscription = signals.thumbnail$.subscribe((thumbnail) => this.keep(thumbnail));
  }

  of(attemptId: string): Thumbnail | null {
    return this.byAttempt.get(attemptId) ?? null;
  }

  forget(attemptId: string): void {
    this.byAttempt.delete(attemptId);
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  /** Frames of a backlog come late: an older picture never takes the place of a newer one. */
  private keep(thumbnail: Thumbnail): void {
    const held = this.byAttempt.get(thumbnail.attemptId);
    if (held !== undefined && held.at > thumbnail.at) return;
    this.byAttempt.delete(thumbnail.attemptId);
    const oldest = this.byAttempt.keys().next();
    if (this.byAttempt.size >= KEPT && !oldest.done) this.byAttempt.delete(oldest.value);
    this.byAttempt.set(thumbnail.attemptId, thumbnail);
  }
}
