export interface ClockSample {
  /** What the server said, ms since 1970. */
  serverTime: number;
  /** The page's monotonic clock (`performance.now()`) when the question left and when the answer came. */
  sentAt: number;
  receivedAt: number;
}
/** Clocks of computers drift apart by less than this share. */
const DRIFT = 0.0002;

/**
 * The server's clock, as far as the page can know it. Each answer says between which bounds it lies; bounds that agree are narrowed, and ones that
 * do not (the computer slept) start anew. The computer's own wall clock plays no part.
 */
export class ServerClock {
  #low = 0;
  #high = 0;
  #syncedAt: number | null = null;
  #last = -Infinity;

  get known(): boolean {
    return this.#syncedAt !== null;
  }

  sync({ serverTime, sentAt, receivedAt }: ClockSample): void {
    const low = serverTime - receivedAt;
    const high = serverTime - sentAt;
    const slack = this.#syncedAt === null ? 0 : Math.abs(receivedAt - this.#syncedAt) * DRIFT + 1;
    const oldLow = this.#low - slack;
    const oldHigh = this.#high + slack;
    const agrees = this.#syncedAt !== null && low <= oldHigh && high >= oldLow;
    if (!agrees) this.#last = -Infinity;
    this.#low = agrees ? Math.max(low, oldLow) : low;
    this.#high = agrees ? Math.min(high, oldHigh) : high;
    this.#syncedAt = receivedAt;
  }

  /**
   * Server time in whole ms at the monotonic moment `mono`; never earlier than it said before, but after a new start.
   * @throws Error before the first `sync`
   */
  at(mono: number): number {
    if (this.#syncedAt === null) throw new Error('The clock is not set yet.');
    this.#last = Math.max(this.#last, Math.round(mono + (this.#low + this.#high) / 2));
    return this.#last;
  }
}
