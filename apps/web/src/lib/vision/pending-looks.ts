import type { Sight } from './sight.ts';

/** Looks that were asked for and are not answered yet. */
export class PendingLooks {
  readonly #waiting = new Map<number, PromiseWithResolvers<Sight>>();
  #last = 0;

  add(): { id: number; sight: Promise<Sight> } {
    const id = ++this.#last;
    const look = Promise.withResolvers<Sight>();
    this.#waiting.set(id, look);
    return { id, sight: look.promise };
  }

  seen(id: number, sight: Sight): void {
    this.#waiting.get(id)?.resolve(sight);
    this.#waiting.delete(id);
  }

  failed(id: number, message: string): void {
    this.#waiting.get(id)?.reject(new Error(message));
    this.#waiting.delete(id);
  }

  failAll(message: string): void {
    for (const id of [...this.#waiting.keys()]) this.failed(id, message);
  }
}
