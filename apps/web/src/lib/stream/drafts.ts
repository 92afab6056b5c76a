import type { Outbox } from './outbox.ts';
import type { LocalSeal } from './local-seal.ts';
import type { LocalStore } from './local-store.ts';

export type AnswerValue = string | number | null;
export interface DraftsParts {
  db: LocalStore;
  seal: LocalSeal;
  attemptId: string;
  outbox: Pick<Outbox, 'add'>;
  /** Server time in ms, as well as the page knows it. */
  now: () => number;
  onQueued: () => void;
}
interface Draft {
  value: AnswerValue;
  queued: boolean;
}
/** An answer goes out when typing rests this long, and at the latest this long after it began. */
const REST_MS = 600;
const LATEST_MS = 2500;

/** What the student has entered, on disk at each keystroke, and handed to the outbox when typing rests. */
export class Drafts {
  readonly #parts: DraftsParts;
  readonly #drafts = new Map<string, Draft>();
  #turn: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;

  private constructor(parts: DraftsParts) {
    this.#parts = parts;
  }

  static async open(parts: DraftsParts): Promise<Drafts> {
    const drafts = new Drafts(parts);
    for (const row of await parts.db.getAllFromIndex('drafts', 'attempt', parts.attemptId)) {
      const value = await parts.seal.openJson<AnswerValue>(row, `${parts.attemptId}/${row.questionId}`);
      drafts.#drafts.set(row.questionId, { value, queued: row.queued });
    }
    return drafts;
  }

  all(): Record<string, AnswerValue> {
    return Object.fromEntries([...this.#drafts].map(([id, { value }]) => [id, value]));
  }

  put(questionId: string, value: AnswerValue): void {
    this.#drafts.set(questionId, { value, queued: false });
    void this.#then(() => this.#store(questionId));
    const now = performance.now();
    this.#due = Math.min(this.#due, now + LATEST_MS);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), Math.max(0, Math.min(REST_MS, this.#due - now)));
  }

  /** Hands over everything that is not in the outbox yet; resolves once it is. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#due = Infinity;
    return this.#then(async () => {
      for (const [questionId, draft] of [...this.#drafts]) {
        if (draft.queued) continue;
        await this.#parts.outbox.add({ type: 'answer', at: this.#parts.now(), questionId, value: draft.value });
        draft.queued = true;
        // a newer one may have come meanwhile: then that one is stored, not yet queued
        await this.#store(questionId);
        this.#parts.onQueued();
      }
    });
  }

  async #store(questionId: string): Promise<void> {
    const { db, seal, attemptId } = this.#parts;
    const draft = this.#drafts.get(questionId);
    if (!draft) return;
    const { value, queued } = draft;
    const sealed = await seal.sealJson(value, `${attemptId}/${questionId}`);
    await db.put('drafts', { attemptId, questionId, queued, ...sealed });
  }

  #then(task: () => Promise<void>): Promise<void> {
    const run = this.#turn.then(task);
    this.#turn = run.catch(() => undefined);
    return run;
  }
}
