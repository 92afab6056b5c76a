import type { LivenessAsked, LivenessState } from '@invigil/shared';
import type { Camera } from '#lib/camera/camera.ts';
import { CameraProblem } from '#lib/camera/camera-problem.ts';
import type { StreamClient } from '#lib/stream/stream-client.ts';
import { jpegOf } from '#lib/vision/jpeg-of.ts';
import { WireFault } from '#lib/wire-fault.ts';
import { ColoursAllowed } from './colours-allowed.svelte.ts';

/** Some five frames a second. */
const PACE_MS = 180;
/** Before a line or a server that does not answer is asked again. */
const AGAIN_MS = 1000;
/** Refusals after which the run goes on with the next frame. */
const PASSING = new Set(['TOO_MANY', 'BAD_PICTURE']);
/** Refusals after which the server is asked where the run stands. */
const UNCLEAR = new Set(['STALE_NONCE', 'INTERNAL']);
const NO_CAMERA = 'Your camera is off. Switch it on to go on.';
const NO_LINE = 'The connection is slow just now. We go on trying.';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Head movements that the server asks for: asked, running, over. The page only shows the camera and what it is told. */
export class Liveness {
  #asked = $state.raw<LivenessAsked | null>(null);
  #run = $state.raw<LivenessState | null>(null);
  #trouble = $state<string | null>(null);
  #busy = $state(false);
  readonly #colours = new ColoursAllowed();
  #closed = false;

  constructor(
    private readonly stream: Pick<StreamClient, 'liveness'>,
    private readonly camera: () => Camera | null,
    private readonly now: () => number,
  ) {}

  /** What waits for the person to begin. */
  get asked() {
    return this.#asked;
  }
  /** The run that goes on, or how the last one ended until that was read. */
  get run() {
    return this.#run;
  }
  /** What stands in the way on this side. */
  get trouble() {
    return this.#trouble;
  }
  get busy() {
    return this.#busy;
  }
  /** The colour that the page shows; null unless the person has let them begin on this very page. */
  get colour() {
    return this.#colours.given && this.#run?.state === 'running' ? (this.#run.step?.colour ?? null) : null;
  }
  /** Soft colours wait for the person's word. */
  get announced() {
    return this.#run?.step?.kind === 'flash' && !this.#colours.given;
  }

  /** What the server asks for now; null takes it away. */
  take(asked: LivenessAsked | null): void {
    this.#asked = asked;
  }

  begin = async (): Promise<void> => {
    const asked = this.#asked;
    if (!asked || this.#busy) return;
    this.#busy = true;
    this.#trouble = null;
    try {
      await this.#play(asked.runId);
    } finally {
      this.#busy = false;
    }
  };

  allowColours = (): void => this.#colours.give();

  /** A person decides instead. */
  decline = async (): Promise<void> => {
    const runId = this.#run?.state === 'running' ? this.#run.runId : this.#asked?.runId;
    if (runId === undefined) return;
    try {
      this.#run = await this.stream.liveness({ what: 'decline', runId });
      this.#trouble = null;
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : NO_LINE;
    }
  };

  /** The person has read how it ended. */
  done = (): void => {
    this.#run = null;
    this.#trouble = null;
  };

  close(): void {
    this.#closed = true;
  }

  async #play(runId: string): Promise<void> {
    this.#colours.takeBack();
    let state = await this.#begun(runId);
    while (state?.state === 'running' && !this.#closed && !this.#declined) {
      if (!(await this.#show(state))) return;
      const sentAt = performance.now();
      state = await this.#frame(state);
      await pause(Math.max(0, PACE_MS - (performance.now() - sentAt)));
    }
    // declined meanwhile: what the person was told then stays
    if (state && !this.#declined) this.#run = state;
  }

  get #declined(): boolean {
    return this.#run?.state === 'void';
  }

  /** Shows where the run stands. False once there is nothing more to do. */
  async #show(state: LivenessState): Promise<boolean> {
    const { step, deadlineMs } = state;
    const colour = step?.colour ?? null;
    if (step?.kind === 'flash' && colour === null) this.#colours.takeBack();
    if (colour !== null && colour !== this.colour) await this.#colours.mayChange();
    if (!this.#declined) this.#run = state;
    await this.#colours.awaited(() => this.announced && !this.#closed && this.now() <= (deadlineMs ?? 0));
    return !this.#closed && !this.#declined;
  }

  async #frame(state: LivenessState): Promise<LivenessState | null> {
    const camera = this.camera();
    if (!camera?.live) {
      this.#trouble = NO_CAMERA;
      await pause(AGAIN_MS);
      return state;
    }
    const { runId, nonce } = state;
    try {
      const jpeg = await jpegOf(await camera.grab());
      const next = await this.stream.liveness({ what: 'frame', runId, nonce, at: this.now(), jpeg });
      this.#trouble = null;
      return next;
    } catch (error) {
      if (error instanceof CameraProblem) {
        this.#trouble = error.message;
        return state;
      }
      if (error instanceof WireFault && error.code !== null && PASSING.has(error.code)) return state;
      if (error instanceof WireFault && error.code !== null && !UNCLEAR.has(error.code)) return this.#over(runId, error.message);
      this.#trouble = error instanceof WireFault && error.code === 'INTERNAL' ? error.message : NO_LINE;
      await pause(AGAIN_MS);
      // an answer was lost: the server says where the run stands
      return this.#begun(runId);
    }
  }

  async #begun(runId: string): Promise<LivenessState | null> {
    for (;;) {
      try {
        return await this.stream.liveness({ what: 'begin', runId });
      } catch (error) {
        if (error instanceof WireFault && error.code !== null) return this.#over(runId, error.message);
        if (this.#closed) return null;
        this.#trouble = NO_LINE;
        await pause(AGAIN_MS);
      }
    }
  }

  #over(runId: string, message: string): LivenessState {
    return { runId, state: 'void', nonce: '', step: null, deadlineMs: null, message };
  }
}
