import type { FramesOnly, FromVision, LookKind, ToVision } from './protocol.ts';
import { PendingLooks } from './pending-looks.ts';
import type { Sight } from './sight.ts';
import { startVisionWorker } from './start-vision-worker.ts';

export type EngineState = { at: 'loading' } | { at: 'ready'; engine: string } | { at: 'frames_only'; why: FramesOnly; detail: string };

/** The page's end of the vision worker, which describes faces. */
export class Vision {
  #engine = $state.raw<EngineState>({ at: 'loading' });
  readonly #worker: Worker;
  readonly #looks = new PendingLooks();
  #settled: (() => void) | null = null;
  /** Resolves once it is known whether this computer describes faces. */
  readonly settled = new Promise<void>((resolve) => (this.#settled = resolve));

  /** @param options `patient` puts up with a slow computer, where there is no exam to disturb. */
  constructor({ patient = false } = {}) {
    this.#worker = startVisionWorker(patient);
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromVision>) => this.#take(data));
    this.#worker.addEventListener('error', () => this.#fail('The worker could not start.'));
  }

  get engine(): EngineState {
    return this.#engine;
  }

  /** Takes the picture over and looks at it. Rejects when it cannot be looked at. */
  look(bitmap: ImageBitmap, kind: LookKind, wantSsd = false): Promise<Sight> {
    const { id, sight } = this.#looks.add();
    this.#worker.postMessage({ type: 'look', id, bitmap, kind, wantSsd } satisfies ToVision, [bitmap]);
    return sight;
  }

  close(): void {
    this.#worker.terminate();
    this.#fail('It was closed.');
  }

  #take(message: FromVision): void {
    if (message.type === 'ready') this.#set({ at: 'ready', engine: message.engine });
    else if (message.type === 'frames_only') this.#set({ at: 'frames_only', why: message.why, detail: message.detail });
    else if (message.type === 'seen') this.#looks.seen(message.id, message.sight);
    else this.#looks.failed(message.id, message.message);
  }

  #fail(detail: string): void {
    if (this.#engine.at === 'loading') this.#set({ at: 'frames_only', why: 'failed', detail });
    this.#looks.failAll(detail);
  }

  #set(engine: EngineState): void {
    this.#engine = engine;
    this.#settled?.();
  }
}
