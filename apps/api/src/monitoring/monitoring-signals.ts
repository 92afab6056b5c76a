import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Subject } from 'rxjs';

/** A small picture of what the student's camera shows, for the proctor's wall. */
export interface Thumbnail {
  attemptId: string;
  examId: string;
  at: Date;
  jpeg: Uint8Array;
}

/** What monitoring shows to others as it happens. */
@Injectable()
export class MonitoringSignals {
  readonly thumbnail$ = new Subject<Thumbnail>();
}

const MOST = 1000;
const HOUR_MS = 3_600_000;

/** The newest thumbnail of each attempt, in memory only, for a wall that has just been opened; forgotten after an hour. */
@Injectable()
export class LastThumbnails implements OnModuleDestroy {
  private readonly last = new Map<string, Thumbnail>();
  private readonly subscription;

  constructor(signals: MonitoringSignals) {
    this.subscription = signals.thumbnail$.subscribe((thumbnail) => {
      this.keep(thumbnail);
    });
  }

  of(attemptId: string, now = Date.now()): Thumbnail | null {
    const found = this.last.get(attemptId);
    return found !== undefined && now - found.at.getTime() < HOUR_MS ? found : null;
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
    this.last.clear();
  }

  /** Frames of a backlog may come late: an older picture never takes the place of a newer one. */
  private keep(thumbnail: Thumbnail): void {
    const found = this.last.get(thumbnail.attemptId);
    if (found !== undefined && found.at > thumbnail.at) return;
    this.last.delete(thumbnail.attemptId);
    this.last.set(thumbnail.attemptId, thumbnail);
    for (const attemptId of this.last.keys()) {
      if (this.last.size <= MOST) break;
      this.last.delete(attemptId);
    }
  }
}
