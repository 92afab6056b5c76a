/** Something that a page loads from the server: what came, what went wrong, and the way to ask again. */
export class Resource<T> {
  #data = $state.raw<T | null>(null);
  #error = $state.raw<unknown>(null);
  #turn = 0;
  #asked = 0;

  constructor(private readonly load: () => Promise<T>) {
    void this.reload();
  }

  get data(): T | null {
    return this.#data;
  }
  get error(): unknown {
    return this.#error;
  }
  /** How often it has been asked for: what was begun before the last time may belong to something else. */
  protected get asked(): number {
    return this.#asked;
  }

  /** Asks again; what was there stays visible meanwhile, and a slow older answer never replaces a newer one. */
  reload = async (): Promise<void> => {
    const turn = ++this.#turn;
    this.#asked++;
    try {
      const data = await this.load();
      if (turn === this.#turn) this.set(data);
    } catch (error) {
      if (turn === this.#turn) this.#error = error;
    }
  };

  /** Takes what another call answered, so that nothing has to be asked twice. */
  set(data: T): void {
    this.#turn++;
    this.#data = data;
    this.#error = null;
  }
}
