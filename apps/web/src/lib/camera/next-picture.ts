import { problemOf } from './camera-problem.ts';

/** A camera in a dim room gives a picture in a fifth of a second; what stands still for this long gives none. */
const WITHIN_MS = 2000;
const STEP_MS = 40;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What a video shows at a moment. */
export interface Shown {
  /** Numbers of which each is another one as soon as the picture is. Those that never change, since a browser does not keep them, tell nothing. */
  readonly marks: readonly number[];
  close(): void;
}

/**
 * Lets every picture of a video through once. A browser may stop refreshing the video of a hidden page: the same picture would go out again, byte for
 * byte, and look like a recording. Not sending it lowers the coverage, and the server goes on judging what it gets by itself.
 */
export class NextPicture {
  #last: readonly number[] = [];
  #moves: readonly boolean[] = [];

  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly pause: (ms: number) => Promise<void> = sleep,
  ) {}

  /**
   * Waits until the video shows another picture than last time.
   * @returns the picture, which the caller closes
   * @throws CameraProblem `still` when none comes within two seconds
   */
  async take<T extends Shown>(look: () => T): Promise<T> {
    const end = this.now() + WITHIN_MS;
    let shown = look();
    while (shown.marks.some((mark, i) => this.#moves[i] === true && mark === this.#last[i])) {
      shown.close();
      if (this.now() >= end) throw problemOf('still');
      await this.pause(STEP_MS);
      shown = look();
    }
    const last = this.#last;
    this.#moves = shown.marks.map((mark, i) => this.#moves[i] === true || (i < last.length && mark !== last[i]));
    this.#last = shown.marks;
    return shown;
  }
}
