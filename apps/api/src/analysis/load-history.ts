import type { LoadPoint } from '@invigil/shared';

/** Counts since the start, and what waits, at one moment. */
export interface LoadMark {
  /** Milliseconds. */
  readonly at: number;
  readonly analysed: number;
  readonly dropped: number;
  readonly waiting: number;
}

const MINUTE_MS = 60_000;
const KEPT_MS = 10 * MINUTE_MS;

const rate = (from: LoadMark, to: LoadMark): number =>
  to.at > from.at ? Math.max(0, ((to.analysed - from.analysed) * 1000) / (to.at - from.at)) : 0;

/** How the analysis went in the last ten minutes, from marks that come every few seconds. */
export class LoadHistory {
  #marks: readonly LoadMark[] = [];

  /** Takes a mark; those older than ten minutes go. */
  add(mark: LoadMark): void {
    this.#marks = [...this.#marks, mark].filter(({ at }) => at > mark.at - KEPT_MS);
  }

  /**
   * Frames a second over the last minute, or over as much of it as is known.
   * @param now the newest counts, which need not have been added
   */
  perSecond(now: LoadMark): number {
    const from = this.#marks.find(({ at }) => at >= now.at - MINUTE_MS);
    return from ? rate(from, now) : 0;
  }

  /** One point for each step between two marks, oldest first. */
  points(): LoadPoint[] {
    return this.#marks.flatMap((mark, index) => {
      const before = this.#marks[index - 1];
      if (!before) return [];
      const dropped = Math.max(0, mark.dropped - before.dropped);
      return [{ at: new Date(mark.at).toISOString(), perSecond: rate(before, mark), dropped, waiting: mark.waiting }];
    });
  }
}
