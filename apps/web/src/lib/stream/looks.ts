import type { Want } from './protocol.ts';

interface Look {
  at: number;
  nonce: string | null;
}
/** The page can be this many looks behind before routine ones are left out; a challenge never is. */
const MOST = 2;

/** Looks that the page has been asked for and has not brought yet, with the moment at which each was asked. */
export class Looks {
  readonly #open = new Map<number, Look>();
  readonly #now: () => number;
  readonly #ask: (id: number, want: Want) => void;
  #last = 0;

  constructor(now: () => number, ask: (id: number, want: Want) => void) {
    this.#now = now;
    this.#ask = ask;
  }

  /** @returns the look's number; null when it is left out, or asked for already */
  ask(want: Want, nonce: string | null = null): number | null {
    if (nonce === null && this.#open.size >= MOST) return null;
    if (nonce !== null && [...this.#open.values()].some((look) => look.nonce === nonce)) return null;
    const id = ++this.#last;
    this.#open.set(id, { at: this.#now(), nonce });
    this.#ask(id, want);
    return id;
  }

  /** It is over, with or without a picture. @returns null when it was over before */
  done(id: number): Look | null {
    const look = this.#open.get(id) ?? null;
    this.#open.delete(id);
    return look;
  }
}
