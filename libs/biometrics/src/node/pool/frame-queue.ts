import type { FramePriority } from './frame-analysis.js';

export interface QueuedFrame {
  readonly attemptId: string;
  readonly priority: FramePriority;
}

/** Attempts whose last turn is remembered. */
const MOST_REMEMBERED = 10_000;
const ORDER: Readonly<Record<FramePriority, number>> = { challenge: 0, enrolment: 1, routine: 2 };

/**
 * The frames that wait for a worker. Challenges first, then enrolments, then routine; within one kind, the attempt whose last turn is longest ago, and its frames in order: while one waits, no other gets two turns.
 * At most `capacity` wait. When it is full the oldest routine frame of the same attempt makes room, then the oldest of whoever has most of them waiting. A challenge is always taken in.
 */
export class FrameQueue<T extends QueuedFrame> {
  private readonly waiting: T[] = [];
  private readonly servedAt = new Map<string, number>();
  private turns = 0;
  private readonly capacity: number;

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError('A queue holds at least one frame; correct maxQueue.');
    this.capacity = capacity;
  }

  get size(): number {
    return this.waiting.length;
  }

  /** Takes a frame in; returns the one that had to go for it, which may be the frame itself, or null. */
  push(frame: T): T | null {
    if (this.waiting.length < this.capacity) {
      this.waiting.push(frame);
      return null;
    }
    const victim = this.oldestRoutine(frame.attemptId) ?? (frame.priority === 'routine' ? frame : this.oldestRoutine(this.mostRoutine()));
    if (victim === frame) return frame;
    if (victim) this.waiting.splice(this.waiting.indexOf(victim), 1);
    else if (frame.priority !== 'challenge') return frame;
    this.waiting.push(frame);
    return victim ?? null;
  }

  /** Takes out the next frame to analyse, or null when none waits. */
  shift(): T | null {
    let next: T | undefined;
    for (const frame of this.waiting) if (!next || this.goesBefore(frame, next)) next = frame;
    if (!next) return null;
    this.waiting.splice(this.waiting.indexOf(next), 1);
    this.noteTurn(next.attemptId);
    return next;
  }

  /** Empties the queue and returns what was in it. */
  clear(): T[] {
    this.servedAt.clear();
    return this.waiting.splice(0);
  }

  /** Kept in the order of the turns; whoever has been gone for longest is forgotten, so that years of attempts take no memory. */
  private noteTurn(attemptId: string): void {
    this.turns += 1;
    this.servedAt.delete(attemptId);
    this.servedAt.set(attemptId, this.turns);
    if (this.waiting.length === 0) this.servedAt.clear();
    const oldest = this.servedAt.keys().next();
    if (this.servedAt.size > MOST_REMEMBERED && oldest.done !== true) this.servedAt.delete(oldest.value);
  }

  private goesBefore(a: T, b: T): boolean {
    const byKind = ORDER[a.priority] - ORDER[b.priority];
    if (byKind !== 0) return byKind < 0;
    return (this.servedAt.get(a.attemptId) ?? 0) < (this.servedAt.get(b.attemptId) ?? 0);
  }

  private oldestRoutine(attemptId: string | undefined): T | undefined {
    return this.waiting.find((frame) => frame.priority === 'routine' && frame.attemptId === attemptId);
  }

  private mostRoutine(): string | undefined {
    const counts = new Map<string, number>();
    for (const frame of this.waiting) if (frame.priority === 'routine') counts.set(frame.attemptId, (counts.get(frame.attemptId) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  }
}
