export interface Grouped {
  /** Of one key at most one item goes into a group: the next waits for its outcome. */
  readonly key: string;
}
export type Outcome<R> = { ok: true; value: R } | { ok: false; error: unknown };
interface Waiting<T, R> {
  item: T;
  resolve: (value: R) => void;
  reject: (error: unknown) => void;
}

const MAX_GROUP = 64;

/**
 * Commits what comes within a few milliseconds in one transaction. One row a transaction holds 236 events/s; together it is thousands.
 * When a group fails as a whole its items are tried one by one, so that a bad one does not spoil its neighbours.
 */
export class GroupCommit<T extends Grouped, R> {
  readonly #commit: (items: readonly T[]) => Promise<Outcome<R>[]>;
  readonly #gatherMs: number;
  #waiting: Waiting<T, R>[] = [];
  #running: Promise<void> | null = null;

  /** @param commit writes all items in one transaction and returns an outcome for each, or throws when nothing was written */
  constructor(commit: (items: readonly T[]) => Promise<Outcome<R>[]>, gatherMs = 3) {
    this.#commit = commit;
    this.#gatherMs = gatherMs;
  }

  /** Settles after the commit. */
  submit(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Settles when everything handed in so far is committed or refused. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.#gatherMs));
      await this.#settle(this.#take());
    }
    // in the same step as the last look: what is handed in after it finds nobody running
    this.#running = null;
  }

  #take(): Waiting<T, R>[] {
    const keys = new Set<string>();
    const group: Waiting<T, R>[] = [];
    const later: Waiting<T, R>[] = [];
    for (const waiting of this.#waiting) {
      if (group.length < MAX_GROUP && !keys.has(waiting.item.key)) group.push(waiting);
      else later.push(waiting);
      keys.add(waiting.item.key);
    }
    this.#waiting = later;
    return group;
  }

  async #settle(group: Waiting<T, R>[]): Promise<void> {
    const outcomes = await this.#outcomes(group.map(({ item }) => item));
    for (const [index, { resolve, reject }] of group.entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok === true) resolve(outcome.value);
      else reject(outcome?.error ?? new Error('The commit gave no outcome.'));
    }
  }

  async #outcomes(items: readonly T[]): Promise<Outcome<R>[]> {
    try {
      return await this.#commit(items);
    } catch (error) {
      if (items.length === 1) return [{ ok: false, error }];
      const outcomes: Outcome<R>[] = [];
      for (const item of items) outcomes.push(...(await this.#outcomes([item])));
      return outcomes;
    }
  }
}
