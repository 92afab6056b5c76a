const KEY = 'invigil.session';

/** When the access token expires, on this machine's clock; shared by all tabs. The token itself is in a cookie that no script can read. */
export class TokenExpiry {
  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
    private readonly now: () => number,
  ) {}

  /**
   * Takes `expiresAt` from an answer about the session (sign-in, refresh, profile); any other body is left alone.
   * @param date the answer's Date header: a machine whose clock is wrong still refreshes in time
   */
  learn(body: unknown, date: string | null): void {
    if (typeof body !== 'object' || body === null || !('expiresAt' in body) || !('email' in body)) return;
    const expires = Date.parse(String(body.expiresAt));
    const server = Date.parse(date ?? '');
    if (Number.isNaN(expires)) return;
    this.#write(String(Number.isNaN(server) ? expires : this.now() + expires - server));
  }

  /** Milliseconds until the token expires, negative when it has; 0 when nothing is known. */
  remaining = (): number => (this.isKnown() ? Number(this.stamp()) - this.now() : 0);
  isKnown = (): boolean => this.stamp() !== '';
  isNear = (margin: number): boolean => this.remaining() <= margin;
  /** Changes whenever a tab signs in, refreshes or signs out. */
  stamp(): string {
    try {
      return this.storage.getItem(KEY) ?? '';
    } catch {
      return '';
    }
  }

  clear = (): void => this.#write(null);

  /** True for the event that tells other tabs of a change here. */
  static isAbout = (event: StorageEvent): boolean => event.key === KEY || event.key === null;

  #write(value: string | null): void {
    try {
      if (value === null) this.storage.removeItem(KEY);
      else this.storage.setItem(KEY, value);
    } catch {
      // storage is switched off: the 401 of an expired token leads to the refresh instead
    }
  }
}
