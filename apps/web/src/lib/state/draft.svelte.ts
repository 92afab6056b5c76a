const SAVE_AFTER_MS = 300;

/**
 * What is being written on a page, kept in the tab's memory so that a reload, a sign-in or a crash loses nothing.
 * `value` can be bound to fields. Call `follow` in the component's set-up.
 */
export class Draft<T> {
  value = $state() as T;
  #saved = $state() as string;
  #restored = $state(false);

  /**
   * @param key names what is being written, such as `exam.4f2…`
   * @param stored what the server has, or a new one's beginning
   */
  constructor(
    private readonly key: string,
    stored: T,
  ) {
    this.#saved = JSON.stringify(stored);
    const kept = this.#read();
    this.#restored = kept !== null && kept !== this.#saved;
    this.value = (this.#restored && kept !== null ? JSON.parse(kept) : structuredClone(stored)) as T;
  }

  get dirty(): boolean {
    return JSON.stringify(this.value) !== this.#saved;
  }
  /** True when `value` came from an earlier visit to the page and not from the server. */
  get restored(): boolean {
    return this.#restored && this.dirty;
  }

  /** The server has it now. */
  saved(stored: T): void {
    this.#saved = JSON.stringify(stored);
    this.value = stored;
    this.#restored = false;
    sessionStorage.removeItem(this.#name);
  }

  /** Back to what the server has. */
  discard(): void {
    this.saved(JSON.parse(this.#saved) as T);
  }

  /** Writes changes to the tab's memory and asks before the tab is closed with some that were not sent. */
  follow(): void {
    $effect(() => {
      const text = JSON.stringify(this.value);
      if (text === this.#saved) {
        sessionStorage.removeItem(this.#name);
        return;
      }
      const timer = setTimeout(() => this.#write(text), SAVE_AFTER_MS);
      return () => {
        clearTimeout(timer);
        if (this.dirty) this.#write(JSON.stringify(this.value));
      };
    });
    $effect(() => {
      const ask = (event: BeforeUnloadEvent) => {
        if (!this.dirty) return;
        this.#write(JSON.stringify(this.value));
        event.preventDefault();
      };
      addEventListener('beforeunload', ask);
      return () => removeEventListener('beforeunload', ask);
    });
  }

  get #name(): string {
    return `invigil.draft.${this.key}`;
  }
  #read(): string | null {
    try {
      return sessionStorage.getItem(this.#name);
    } catch {
      return null;
    }
  }
  #write(text: string): void {
    try {
      sessionStorage.setItem(this.#name, text);
    } catch {
      // full or switched off: the question before leaving is still asked
    }
  }
}
