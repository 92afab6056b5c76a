import { getContext, setContext } from 'svelte';

const KEY = Symbol('toasts');
const SHOWN_MS = 6000;

export interface Toast {
  id: number;
  tone: 'ok' | 'look' | 'act';
  text: string;
}

/** Short messages about what has just been done. One instance, made by the root layout. */
export class Toasts {
  #shown = $state<Toast[]>([]);
  #last = 0;

  get shown(): readonly Toast[] {
    return this.#shown;
  }
  ok = (text: string): void => this.#show('ok', text);
  look = (text: string): void => this.#show('look', text);
  /** What failed stays until it is closed: nobody should miss it. */
  act = (text: string): void => this.#show('act', text);

  close(id: number): void {
    this.#shown = this.#shown.filter((toast) => toast.id !== id);
  }

  #show(tone: Toast['tone'], text: string): void {
    const id = ++this.#last;
    // what went well gives way to the newest word: only what somebody has to see is piled up, over whatever the page shows there
    this.#shown = [...this.#shown.filter((toast) => toast.tone !== 'ok').slice(-3), { id, tone, text }];
    if (tone !== 'act') setTimeout(() => this.close(id), SHOWN_MS);
  }
}

export const provideToasts = (): Toasts => setContext(KEY, new Toasts());
export const useToasts = (): Toasts => getContext<Toasts>(KEY);
