/**
 * Lets `rate` calls a second through on average and `burst` at once.
 * The state belongs to whoever made it: one a socket.
 */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  /**
   * @param rate tokens a second
   * @param burst tokens when full
   * @param now milliseconds, any origin
   */
  constructor(
    private readonly rate: number,
    private readonly burst: number,
    now: number,
  ) {
    this.tokens = burst;
    this.filledAt = now;
  }

  /** Takes one token; false when there is none. */
  take(now: number): boolean {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.filledAt) / 1000) * this.rate);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
