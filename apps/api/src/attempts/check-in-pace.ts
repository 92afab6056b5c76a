import { Problem } from '../http/problem.js';

const SUGGEST_AFTER = 10;
const STOP_AFTER = 30;
const REMEMBERED = 10_000;

/** Keeps one attempt from occupying the analysis: one check-in at a time, and an end to pictures that can't be scored. */
export class CheckInPace {
  private readonly running = new Set<string>();
  private readonly unscorable = new Map<string, number>();

  /** @throws Problem TOO_MANY while another check-in of the attempt runs, or after too many that could not be scored */
  async alone<T>(attemptId: string, work: () => Promise<T>): Promise<T> {
    if (this.running.has(attemptId)) throw new Problem('TOO_MANY', 'Your last try is still being looked at; wait for its answer.');
    if (this.count(attemptId) >= STOP_AFTER) {
      throw new Problem(
        'TOO_MANY',
        'The camera does not give a usable picture; choose "Ask a person" and somebody will let you in without it.',
      );
    }
    this.running.add(attemptId);
    try {
      return await work();
    } finally {
      this.running.delete(attemptId);
    }
  }

  /** Notes one that could not be scored. @returns true when it is time to suggest asking a person */
  noteUnscorable(attemptId: string): boolean {
    const count = this.count(attemptId) + 1;
    const oldest = this.unscorable.keys().next();
    if (this.unscorable.size >= REMEMBERED && !oldest.done) this.unscorable.delete(oldest.value);
    this.unscorable.delete(attemptId);
    this.unscorable.set(attemptId, count);
    return count >= SUGGEST_AFTER;
  }

  private count(attemptId: string): number {
    return this.unscorable.get(attemptId) ?? 0;
  }
}
