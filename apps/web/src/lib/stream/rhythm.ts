import type { PagePolicy } from '@invigil/shared';
import type { Want } from './protocol.ts';

/** When to look through the camera: a sample each `sampleSeconds`, and a frame in its place each `frameSeconds`. */
export class Rhythm {
  readonly #look: (want: Want) => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #sinceFrame = Infinity;

  constructor(look: (want: Want) => void) {
    this.#look = look;
  }

  get running(): boolean {
    return this.#timer !== undefined;
  }

  start({ sampleSeconds, frameSeconds }: Pick<PagePolicy, 'sampleSeconds' | 'frameSeconds'>): void {
    this.stop();
    const step = Math.min(sampleSeconds, frameSeconds);
    const beat = () => {
      this.#sinceFrame += step;
      const want: Want = this.#sinceFrame >= frameSeconds ? 'frame' : 'sample';
      if (want === 'frame') this.#sinceFrame = 0;
      this.#look(want);
    };
    this.#timer = setInterval(beat, step * 1000);
    beat();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#sinceFrame = Infinity;
  }
}
