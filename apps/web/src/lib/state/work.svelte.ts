import { messageOf } from '../api-error.ts';
import { useToasts } from './toasts.svelte.ts';

/** What a button does: whether it is at it, and somebody who is told when it fails. */
export class Work {
  #busy = $state(false);

  constructor(private readonly onerror: (error: unknown) => void) {}

  get busy(): boolean {
    return this.#busy;
  }

  /** Never rejects. @returns true when it went well */
  run = async (task: () => Promise<unknown>): Promise<boolean> => {
    this.#busy = true;
    try {
      await task();
      return true;
    } catch (error) {
      this.onerror(error);
      return false;
    } finally {
      this.#busy = false;
    }
  };
}

/** Work of a component, whose failures are said in a toast that stays. */
export function useWork(): Work {
  const toasts = useToasts();
  return new Work((error) => toasts.act(messageOf(error)));
}
