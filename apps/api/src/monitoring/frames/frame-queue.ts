export interface QueuedFrame {
  readonly frameId: string;
  readonly attemptId: string;
  /** When it was taken, milliseconds. */
  readonly at: number;
  readonly challenged: boolean;
}

/** Frames by attempt: one of an attempt at a time, those that were asked for first, attempts side by side. Bounded; what does not fit stays pending in the database. */
export class FrameQueue {
  readonly #work: (frame: QueuedFrame) => Promise<void>;
  readonly #limit: number;
  readonly #waiting = new Map<string, QueuedFrame[]>();
  readonly #known = new Map<string, QueuedFrame>();
  readonly #running = new Map<string, Promise<void>>();
  #stopped = false;

  /** @param work must not reject */
  constructor(work: (frame: QueuedFrame) => Promise<void>, limit: number) {
    this.#work = work;
    this.#limit = limit;
  }

  /** @returns false when there is no room; a frame that is in already is fine */
  push(frame: QueuedFrame): boolean {
    if (this.#known.has(frame.frameId)) return true;
    if (this.#stopped || (this.#known.size >= this.#limit && !frame.challenged)) return false;
    this.#known.set(frame.frameId, frame);
    const { attemptId } = frame;
    const waiting = this.#waiting.get(attemptId) ?? [];
    this.#waiting.set(attemptId, waiting);
    const behind = waiting.findIndex(({ challenged }) => !challenged);
    if (frame.challenged && behind >= 0) waiting.splice(behind, 0, frame);
    else waiting.push(frame);
    if (!this.#running.has(attemptId)) this.#running.set(attemptId, this.#drain(attemptId, waiting));
    return true;
  }

  /** When the oldest frame of an attempt that is not done was taken; null when none is here. */
  oldest(attemptId: string): number | null {
    if (!this.#running.has(attemptId)) return null;
    const times = [...this.#known.values()].filter((frame) => frame.attemptId === attemptId).map(({ at }) => at);
    return times.length === 0 ? null : Math.min(...times);
  }

  get size(): number {
    return this.#known.size;
  }

  /** Takes nothing more and settles when what is being worked on is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running.values());
  }

  async #drain(attemptId: string, waiting: QueuedFrame[]): Promise<void> {
    // lets `push` note that it runs before it can end
    await Promise.resolve();
    for (let frame = waiting.shift(); frame && !this.#stopped; frame = waiting.shift()) {
      await this.#work(frame);
      this.#known.delete(frame.frameId);
    }
    this.#running.delete(attemptId);
    this.#waiting.delete(attemptId);
  }
}
