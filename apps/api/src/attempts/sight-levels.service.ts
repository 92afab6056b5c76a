import { Injectable } from '@nestjs/common';
import { AttemptSignals } from './attempt-signals.js';

/** Steps in which a change is told: a wall of tiles need not follow every percent. */
const STEP = 0.05;

/** How well each student in an exam is seen now, told by whoever watches them. */
@Injectable()
export class SightLevels {
  private levels: ReadonlyMap<string, number> = new Map();

  constructor(private readonly signals: AttemptSignals) {}

  /** Share (0 to 1) of the last minutes with a face that could be compared; null where nothing is known or nobody is to be compared. */
  of(attemptId: string): number | null {
    return this.levels.get(attemptId) ?? null;
  }

  /** Replaces everything that is known; tells of those that changed. */
  take(shares: ReadonlyMap<string, number>): void {
    const before = this.levels;
    this.levels = new Map([...shares].map(([id, share]) => [id, Math.round(share / STEP) * STEP]));
    const changed = new Set([...before.keys(), ...this.levels.keys()]);
    for (const attemptId of changed) if (before.get(attemptId) !== this.levels.get(attemptId)) this.signals.sight$.next({ attemptId });
  }
}
