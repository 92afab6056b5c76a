import { Camera } from '#lib/camera/camera.ts';
import { CameraProblem, explainCameraError, problemOf } from '#lib/camera/camera-problem.ts';
import type { Want } from '#lib/stream/protocol.ts';
import type { StreamClient } from '#lib/stream/stream-client.ts';
import { unableBecause } from '#lib/stream/unable-because.ts';
import { jpegOf } from '#lib/vision/jpeg-of.ts';
import { LookAdvice } from '#lib/vision/look-advice.ts';
import { NOT_DESCRIBED, type Sight } from '#lib/vision/sight.ts';
import { Vision } from '#lib/vision/vision.svelte.ts';

/** The camera of a sitting: opened once, looked through when the stream asks, and said so when it fails. */
export class Watch {
  #camera = $state.raw<Camera | null>(null);
  #problem = $state.raw<CameraProblem | null>(null);
  #vision = $state.raw<Vision | null>(null);
  #advice = $state<string | null>(null);
  readonly #looks = new LookAdvice();
  #opening: Promise<void> | null = null;
  #closed = false;

  constructor(private readonly stream: Pick<StreamClient, 'event' | 'looked' | 'notLooked'>) {}

  get camera() {
    return this.#camera;
  }
  get problem() {
    return this.#problem;
  }
  /** What would help the camera to see the person; null while all is well. */
  get advice(): string | null {
    return this.#advice;
  }
  /** Loads the models the first time somebody asks. */
  get vision(): Vision | null {
    return this.#vision;
  }

  /** Opens the camera; does nothing where it is open. Only after the person has agreed. */
  open = (): Promise<void> => {
    if (this.#camera?.live || this.#closed) return Promise.resolve();
    this.#opening ??= this.#open().finally(() => (this.#opening = null));
    return this.#opening;
  };

  async look(id: number, want: Want): Promise<void> {
    const camera = this.#camera;
    try {
      const { claim, jpeg } = await this.#sight(camera, want);
      this.#advice = this.#looks.take(claim);
      this.stream.looked(id, claim, jpeg ?? undefined);
    } catch (error) {
      // a picture that stands still is not sent again: coverage falls, and the server accuses nobody of a recording
      if (error instanceof CameraProblem && error.kind === 'still') this.#advice = error.message;
      this.stream.notLooked(id, unableBecause(error, camera?.muted === true, document.hidden));
    }
  }

  close(): void {
    this.#closed = true;
    this.#camera?.stop();
    this.#camera = null;
    this.#vision?.close();
    this.#vision = null;
  }

  /** @throws CameraProblem when there is no new picture, Error when this look is left out */
  async #sight(camera: Camera | null, want: Want): Promise<Pick<Sight, 'claim' | 'jpeg'>> {
    const vision = this.#vision;
    if (!camera || !vision) throw problemOf('ended');
    // a sample without an engine says nothing; the frames are enough
    if (want === 'sample' && vision.engine.at !== 'ready') throw new Error('Nothing here describes faces yet.');
    const bitmap = await camera.grab();
    // the worker may hear nothing while its engine starts, longer than a frame on request may take: the server describes this one
    if (vision.engine.at === 'loading') return { claim: NOT_DESCRIBED, jpeg: await jpegOf(bitmap) };
    return vision.look(bitmap, want);
  }

  async #open(): Promise<void> {
    this.#problem = null;
    this.#vision ??= this.#see();
    try {
      const camera = await Camera.open(() => this.#lost());
      if (this.#closed) {
        camera.stop();
        return;
      }
      this.#camera = camera;
      this.stream.event('camera_started');
    } catch (error) {
      this.#problem = explainCameraError(error);
      this.stream.event('camera_denied', this.#problem.kind);
    }
  }

  #see(): Vision {
    const vision = new Vision();
    void vision.settled.then(() => {
      if (vision.engine.at === 'frames_only') this.stream.event('engine_failed', `${vision.engine.why}: ${vision.engine.detail}`);
    });
    return vision;
  }

  #lost(): void {
    this.#camera = null;
    this.#problem = problemOf('ended');
    this.stream.event('camera_lost');
  }
}
