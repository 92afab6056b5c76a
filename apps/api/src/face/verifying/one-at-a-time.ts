import { Problem } from '../../http/problem.js';

/** One piece of work for each name: twenty tries at once must not all be judged before the first is counted. */
export class OneAtATime {
  readonly #running = new Set<string>();

  /** @throws Problem TOO_MANY while another runs under the same name */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (this.#running.has(name))
      throw new Problem('TOO_MANY', 'Your last picture is still being looked at; wait for its answer.', { retryAfter: 2 });
    this.#running.add(name);
    try {
      return await work();
    } finally {
      this.#running.delete(name);
    }
  }
}
