import { problemOf } from './camera-problem.ts';

/** A camera in a dim room gives a picture in a fifth of a second; what stands still for this long gives none. */
const WITHIN_MS = 2000;
const STEP_MS = 40;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Lets every picture of a video through once. A browser may stop refreshing the video of a hidden page: the same picture would go out again, byte for
 * byte, and look like a recording. Not sending it lowers the coverage, and the server goes on judging what it gets by itself.
 * @param count pictures that the video has shown so far. Nothing is held back until it has moved once, since some browsers do not count those of a camera
 */
export class NextPicture {
  #last = NaN;
  #counts = false;

  constructor(
    private readonly count: () => number,
    private readonly now: () => number = () => performance.now(),
    private readonly pause: (ms: number) => Promise<void> = sleep,
  ) {}

  /**
   * Grabs as soon as the video shows another picture than last time.
   * @throws CameraProblem `still` when none comes within two seconds
   */
  async take<T>(grab: () => T): Promise<Awaited<T>> {
    const end = this.now() + WITHIN_MS;
    while (this.#counts && this.count() === this.#last) {
      if (this.now() >= end) throw problemOf('still');
      await this.pause(STEP_MS);
    }
    const count = this.count();
    this.#counts ||= !Number.isNaN(this.#last) && count !== this.#last;
    this.#last = count;
    return await grab();
  }
}
