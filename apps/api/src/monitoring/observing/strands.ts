/** Work in order within one name, side by side across names. A failure does not stop what comes after it. */
export class Strands {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs when everything begun before under that name has ended. */
  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const result = (this.#tails.get(name) ?? Promise.resolve()).then(work, work);
    const tail = result
      .catch(() => undefined)
      .finally(() => {
        if (this.#tails.get(name) === tail) this.#tails.delete(name);
      });
    this.#tails.set(name, tail);
    return result;
  }

  /** Settles when nothing runs that had begun before the call. */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values());
  }
}
