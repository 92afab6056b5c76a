import { readDescriptor } from '@invigil/shared';
import type { Camera } from '../camera/camera.ts';
import { CameraProblem } from '../camera/camera-problem.ts';
import { type Guidance, guidance, SteadyGuidance } from './guidance.ts';
import type { Sight } from './sight.ts';
import type { Vision } from './vision.svelte.ts';

/** A good picture, with its description where this computer makes one. */
export interface Capture {
  jpeg: Uint8Array<ArrayBuffer>;
  descriptor: Float32Array | null;
}
/** Pictures of different moments: closer ones would show the same. */
const APART_MS = 700;
const LOOK_MS = 120;

/** Looks until it has enough good pictures, and says meanwhile what would help. */
export class FaceCollector {
  #said = $state.raw<Guidance>({ key: 'wait', text: 'One moment: the face check is being prepared.', good: false });
  #captures = $state.raw<Capture[]>([]);
  readonly #steady = new SteadyGuidance();
  #stopped = false;
  #lastAt = -Infinity;

  constructor(
    private readonly camera: Camera,
    private readonly vision: Vision,
    private readonly wanted: number,
  ) {}

  get said(): Guidance {
    return this.#said;
  }
  get count(): number {
    return this.#captures.length;
  }

  /** Resolves with the pictures; with null when it was stopped, or the camera ended. */
  async run(): Promise<Capture[] | null> {
    await this.vision.settled;
    while (!this.#stopped && this.camera.live && this.#captures.length < this.wanted) {
      await this.#look();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return this.#captures.length >= this.wanted ? this.#captures : null;
  }

  stop(): void {
    this.#stopped = true;
  }

  async #sight(): Promise<Sight | null> {
    try {
      return await this.vision.look(await this.camera.grab(), 'frame');
    } catch (error) {
      if (error instanceof CameraProblem && !this.#stopped) this.#said = { key: error.kind, text: error.message, good: false };
      return null;
    }
  }

  async #look(): Promise<void> {
    const sight = await this.#sight();
    if (!sight || this.#stopped) return;
    const now = guidance(sight);
    this.#said = this.#steady.take(now);
    if (!now.good || !sight.jpeg || performance.now() - this.#lastAt < APART_MS) return;
    this.#lastAt = performance.now();
    const { descriptor } = sight.claim;
    this.#captures = [...this.#captures, { jpeg: sight.jpeg, descriptor: descriptor && readDescriptor(descriptor) }];
  }
}
