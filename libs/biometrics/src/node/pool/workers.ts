import { Piscina } from 'piscina';
import { NativeGate } from '../native-gate.js';
import type { WorkerAnswer, WorkerSetup, WorkerTask } from './analysis-worker.js';
import type { FrameRequest } from './frame-analysis.js';
import { ownBytes } from './own-bytes.js';
import type { WorkerThreadSource } from './worker-thread.js';

export interface WorkersOptions {
  readonly source: WorkerThreadSource;
  readonly threads: number;
  readonly timeoutMs: number;
  readonly data: WorkerSetup;
}

type Threads = Piscina<WorkerTask, WorkerAnswer>;

/** Milliseconds in which a worker that was given up is surely gone. */
const GONE_AFTER = 200;

/** The threads themselves: one frame on each at a time. A thread that dies is replaced by Piscina. */
export class Workers {
  private readonly options: WorkersOptions;
  private readonly shared: Threads;
  private alone: Threads | null = null;
  private readonly died: () => void;
  private readonly gate = new NativeGate();

  /** @param died called when a worker dies that has no frame */
  constructor(options: WorkersOptions, died: () => void) {
    this.options = options;
    this.died = died;
    this.shared = this.threads(options.threads);
  }

  /** @returns the engine's name, once each worker has answered. @throws Error of the first that could not load its models */
  async start(): Promise<string> {
    // at the start Piscina gives every worker one task before any gets a second
    const answers = await Promise.all(Array.from({ length: this.options.threads }, () => this.shared.run(null)));
    const first = answers[0];
    return first?.kind === 'ready' ? first.engine : 'unknown';
  }

  /** @throws Error when the worker died or took too long */
  run(request: FrameRequest): Promise<WorkerAnswer> {
    return this.runOn(this.shared, request);
  }

  /** On a thread that is started for this frame and ended after it. @throws Error when it died or took too long */
  async runAlone(request: FrameRequest): Promise<WorkerAnswer> {
    const threads = this.threads(1);
    this.alone = threads;
    try {
      await threads.run(null);
      return await this.runOn(threads, request);
    } finally {
      this.alone = null;
      await threads.destroy();
    }
  }

  async close(): Promise<void> {
    await this.gate.close();
    await Promise.all([this.shared.destroy(), this.alone?.destroy()]);
  }

  private threads(count: number): Threads {
    const { source, data } = this.options;
    const threads: Threads = new Piscina({
      filename: source.filename,
      execArgv: source.execArgv,
      minThreads: count,
      maxThreads: count,
      workerData: { ...data, gate: this.gate.memory },
      // waiting with Atomics would hold back sharp's callbacks
      atomics: 'disabled',
    });
    // without a listener a worker that dies while idle would end the process; Piscina has replaced it by now
    threads.on('error', this.died);
    return threads;
  }

  private async runOn(threads: Threads, request: FrameRequest): Promise<WorkerAnswer> {
    const limit = new AbortController();
    // not AbortSignal.timeout: that would hold every frame until its time is over, long after it is done
    const timer = setTimeout(() => void this.giveUp(limit), this.options.timeoutMs);
    try {
      return await threads.run({ ...request, jpeg: ownBytes(request.jpeg) }, { signal: limit.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the worker of a frame, but not while any worker is inside a native library: that would end the process. */
  private async giveUp(limit: AbortController): Promise<void> {
    await this.gate.close();
    limit.abort();
    setTimeout(() => this.gate.open(), GONE_AFTER);
  }
}
