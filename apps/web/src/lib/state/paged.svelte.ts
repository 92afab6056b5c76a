import { Resource } from './resource.svelte.ts';
import { useWork, type Work } from './work.svelte.ts';

/** A list that comes page by page: `next` is what the following page is asked for with, null on the last one. */
export class Paged<T extends { next: string | null }> extends Resource<T> {
  /**
   * @param ask gets a page: the first one, or the one after `next`
   * @param join the shown page with the following one at its end
   * @param work says when a following page does not come; the first one's failure is this resource's own
   */
  constructor(
    private readonly ask: (next?: string) => Promise<T>,
    private readonly join: (shown: T, following: T) => T,
    private readonly work: Work,
  ) {
    super(() => ask());
  }

  /** Whether a following page is on its way. */
  get busy(): boolean {
    return this.work.busy;
  }

  /** Adds the following page, unless the list has been asked for anew meanwhile: it may be another one then. */
  more = (): Promise<boolean> =>
    this.work.run(async () => {
      const next = this.data?.next;
      if (next === undefined || next === null) return;
      const { asked } = this;
      const following = await this.ask(next);
      if (this.data && asked === this.asked) this.set(this.join(this.data, following));
    });
}

/** A list of a component, whose `more` says in a toast what went wrong. */
export const usePaged = <T extends { next: string | null }>(
  ask: (next?: string) => Promise<T>,
  join: (shown: T, following: T) => T,
): Paged<T> => new Paged(ask, join, useWork());
