import type { LivenessPurpose, LivenessTurn } from '@invigil/shared';
import { api, ApiError, messageOf } from '../api.ts';
import type { CallOptions } from '../api-client.ts';
import { CameraProblem } from '../camera/camera-problem.ts';
import type { Camera } from '../camera/camera.ts';
import { jpegDataUrl } from '../vision/data-url.ts';
import { jpegOf } from '../vision/jpeg-of.ts';
import { afterRefusal } from './after-refusal.ts';
import { instruction } from './instruction.ts';

/** Some five frames a second. */
const PACE_MS = 180;
/** Before a line or a server that does not answer is asked again. */
const AGAIN_MS = 1000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** One run of tasks, from the first to the ticket. The page shows the camera and what it is told. */
export class TaskRun {
  #turn = $state.raw<LivenessTurn | null>(null);
  #trouble = $state<string | null>(null);
  #done = $state.raw<string[]>([]);
  #refusal = $state.raw<unknown>(null);
  #stopped = false;
  #picture = '';
  readonly #options: CallOptions;

  constructor(
    private readonly camera: Pick<Camera, 'grab'>,
    private readonly purpose: LivenessPurpose,
    private readonly calls: Pick<typeof api, 'get' | 'post'> = api,
  ) {
    // whoever signs in has no session yet: a 401 would be an answer like any other
    this.#options = { session: purpose !== 'sign_in' };
  }

  get turn(): LivenessTurn | null {
    return this.#turn;
  }
  /** What stands in the way on this side. */
  get trouble(): string | null {
    return this.#trouble;
  }
  /** The movements that are done, in words. */
  get done(): readonly string[] {
    return this.#done;
  }
  /** Why the tasks could not begin. */
  get refusal(): unknown {
    return this.#refusal;
  }

  /** @returns the ticket and the newest picture; null where it was stopped, refused, or not passed */
  async play(): Promise<{ ticket: string; picture: string } | null> {
    let turn: LivenessTurn;
    try {
      turn = await this.calls.post<LivenessTurn>('/api/liveness', { purpose: this.purpose }, this.#options);
    } catch (error) {
      this.#refusal = error;
      return null;
    }
    while (turn.state === 'running' && !this.#stopped) {
      this.#turn = turn;
      const sentAt = performance.now();
      const next = await this.#next(turn);
      this.#note(turn, next);
      turn = next;
      await pause(Math.max(0, PACE_MS - (performance.now() - sentAt)));
    }
    if (this.#stopped) return null;
    this.#turn = turn;
    return turn.ticket === null ? null : { ticket: turn.ticket, picture: this.#picture };
  }

  stop(): void {
    this.#stopped = true;
  }

  async #next(turn: LivenessTurn): Promise<LivenessTurn> {
    try {
      this.#picture = jpegDataUrl(await jpegOf(await this.camera.grab()));
      const frame = { nonce: turn.nonce, at: performance.now(), jpeg: this.#picture };
      const next = await this.calls.post<LivenessTurn>(`/api/liveness/${turn.runId}/frames`, frame, this.#options);
      this.#trouble = null;
      return next;
    } catch (error) {
      return this.#after(turn, error);
    }
  }

  async #after(turn: LivenessTurn, error: unknown): Promise<LivenessTurn> {
    const code = error instanceof ApiError ? error.code : null;
    const next = afterRefusal(code);
    if (next === 'same') return turn;
    if (next === 'over') return { ...turn, state: 'void', task: null, message: messageOf(error) };
    this.#trouble = error instanceof CameraProblem ? error.message : messageOf(error);
    await pause(AGAIN_MS);
    if (this.#stopped || code === null) return turn;
    // an answer was lost: the server says where the run stands
    return this.calls.get<LivenessTurn>(`/api/liveness/${turn.runId}`, this.#options).catch((lost: unknown) => {
      if (afterRefusal(lost instanceof ApiError ? lost.code : null) === 'over')
        return { ...turn, state: 'void', task: null, message: messageOf(lost) } as const;
      return turn;
    });
  }

  #note(before: LivenessTurn, after: LivenessTurn): void {
    const { task } = before;
    if (task?.move && after.nonce !== before.nonce && after.state !== 'failed' && after.state !== 'void')
      this.#done = [...this.#done, instruction(task)];
  }
}
