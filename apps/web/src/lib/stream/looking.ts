import type { FrameChallenge, PagePolicy, StudentRequest, Unable } from '@invigil/shared';
import { Looks } from './looks.ts';
import type { NewEntry } from './pack-entry.ts';
import type { ToStream, Want } from './protocol.ts';
import { Rhythm } from './rhythm.ts';

export interface LookingParts {
  /** Server time in ms, as well as it is known. */
  now: () => number;
  /** Asks the page to look through its camera. */
  ask: (id: number, want: Want) => void;
  add: (entry: NewEntry) => void;
  answer: (answer: StudentRequest<'frame:answer'>) => void;
  unable: (word: StudentRequest<'frame:unable'>) => void;
  after?: (ms: number, run: () => void) => void;
}

/** Looks through the camera: in the policy's rhythm, and when the server asks. Every request is answered, with a frame or with the word that there is none. */
export class Looking {
  readonly #parts: LookingParts;
  readonly #looks: Looks;
  readonly #rhythm: Rhythm;
  readonly #after: (ms: number, run: () => void) => void;
  #hidden = false;

  constructor(parts: LookingParts) {
    this.#parts = parts;
    this.#looks = new Looks(parts.now, parts.ask);
    this.#rhythm = new Rhythm((want) => this.#looks.ask(want));
    this.#after = parts.after ?? ((ms, run) => void setTimeout(run, ms));
  }

  /** Looks in that rhythm; null: no longer. */
  follow(policy: PagePolicy | null): void {
    if (policy === null) this.#rhythm.stop();
    else if (!this.#rhythm.running) this.#rhythm.start(policy);
  }

  /** The page was hidden, or is seen again. */
  hidden(hidden: boolean): void {
    this.#hidden = hidden;
  }

  /** A frame on request. The page may sleep, slowed down by its browser, while this worker does not: what has not come in time is said to have no picture. */
  challenged({ nonce, deadlineMs }: FrameChallenge): void {
    const id = this.#looks.ask('frame', nonce);
    if (id === null) return;
    this.#after(Math.max(0, deadlineMs - this.#parts.now()), () => this.none(id, this.#hidden ? 'hidden' : 'busy'));
  }

  looked({ id, claim, jpeg }: Extract<ToStream, { type: 'looked' }>): void {
    const look = this.#looks.done(id);
    if (!look) return;
    const { at, nonce } = look;
    if (nonce !== null && jpeg) this.#parts.answer({ nonce, at, claim, jpeg });
    else if (nonce !== null) this.#parts.unable({ nonce, reason: 'busy' });
    else this.#parts.add(jpeg ? { type: 'frame', at, claim, jpeg } : { type: 'sample', at, claim });
  }

  /** There is no picture. Routine looks are left out without a word: nothing seen lowers the coverage. */
  none(id: number, reason: Unable): void {
    const nonce = this.#looks.done(id)?.nonce ?? null;
    if (nonce !== null) this.#parts.unable({ nonce, reason });
  }
}
