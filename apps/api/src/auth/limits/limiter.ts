import { Problem } from '../../http/problem.js';

interface Window {
  count: number;
  until: number;
}

/** Most names that are remembered; then the oldest is forgotten, so that made-up names cannot fill the memory. */
const MOST_NAMES = 50_000;

/** So many in a window of time, by name. In memory: a restart, or a second node, counts anew. */
export class Limiter {
  readonly #windows = new Map<string, Window>();

  constructor(
    private readonly most: number,
    private readonly windowMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Counts one. It is counted before the work, so that a thousand at once do not slip through.
   * @throws Problem TOO_MANY when there were as many already
   */
  take(name: string): void {
    if (!this.hasRoom(name)) throw tooMany(this.windowOf(name).until - this.now());
  }

  /** Counts one, and says whether there was room for it. */
  hasRoom(name: string): boolean {
    const window = this.windowOf(name);
    if (window.count >= this.most) return false;
    window.count += 1;
    return true;
  }

  /** Takes one back: it was well-meant. */
  giveBack(name: string): void {
    const window = this.windowOf(name);
    window.count = Math.max(0, window.count - 1);
  }

  clear(name: string): void {
    this.#windows.delete(name);
  }

  private windowOf(name: string): Window {
    const held = this.#windows.get(name);
    if (held && held.until > this.now()) return held;
    this.#windows.delete(name);
    const fresh = { count: 0, until: this.now() + this.windowMs };
    this.#windows.set(name, fresh);
    const oldest = this.#windows.size > MOST_NAMES ? this.#windows.keys().next().value : undefined;
    if (oldest !== undefined) this.#windows.delete(oldest);
    return fresh;
  }
}

function tooMany(milliseconds: number): Problem {
  const minutes = Math.ceil(milliseconds / 60_000);
  const wait = minutes <= 1 ? 'a minute' : `${String(minutes)} minutes`;
  return new Problem('TOO_MANY', `Too many attempts. Wait ${wait}, then try again.`, { retryAfter: Math.ceil(milliseconds / 1000) });
}
