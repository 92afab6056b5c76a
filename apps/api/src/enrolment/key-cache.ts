interface Entry<T> {
  value: T;
  until: number;
}

/** Values by name for a short while, the oldest going first when there are too many. */
export class KeyCache<T> {
  readonly #entries = new Map<string, Entry<T>>();

  constructor(
    private readonly milliseconds: number,
    private readonly most: number,
    private readonly now: () => number = Date.now,
  ) {}

  get(name: string): T | undefined {
    const entry = this.#entries.get(name);
    if (!entry) return undefined;
    if (entry.until > this.now()) return entry.value;
    this.#entries.delete(name);
    return undefined;
  }

  /** Use does not prolong it: a key that was destroyed elsewhere is forgotten in time. */
  set(name: string, value: T): void {
    this.#entries.delete(name);
    this.#entries.set(name, { value, until: this.now() + this.milliseconds });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.most) return;
      this.#entries.delete(oldest);
    }
  }

  delete(name: string): void {
    this.#entries.delete(name);
  }
}
