import { ApiError } from '../api-error.ts';

/** What somebody answers who was asked for the password once more. */
type Answer = 'given' | 'kept';

/** Does what needs a fresh proof of who is there: asks for one where the server wants it, then does it once more. Goes with `ProofDialog`. */
export class Proof {
  #asking = $state(false);
  #answer: ((answer: Answer) => void) | null = null;

  get asking(): boolean {
    return this.#asking;
  }

  /** @throws what `task` throws; after a proof that was not given, that the server asks for one */
  async run<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'PROOF_REQUIRED') throw error;
      if ((await this.ask()) === 'given') return task();
      throw new ApiError('PROOF_REQUIRED', 'Nothing was changed: your password or a passkey is needed for this.', error.status);
    }
  }

  /** For the dialog. */
  settle(answer: Answer): void {
    this.#asking = false;
    this.#answer?.(answer);
    this.#answer = null;
  }

  /** Asks whether the server wants it or not. */
  ask(): Promise<Answer> {
    this.#asking = true;
    return new Promise((resolve) => (this.#answer = resolve));
  }
}
