import { Piscina } from 'piscina';
import { PictureError } from '../picture-error.js';
import type { WorkerAnswer, WorkerTask } from './analysis-worker.js';
import { DroppedError } from './frame-analysis.js';
import type { FrameAnalysis, FramePriority, FrameRequest } from './frame-analysis.js';
import { FrameQueue } from './frame-queue.js';
import { workerThread } from './worker-thread.js';
import type { WorkerThreadSource } from './worker-thread.js';

export interface AnalysisPoolOptions {
  /** Worker threads; one per core less one is right for a server. */
  readonly threads: number;
  /** Folder with the files of models/manifest.json. */
  readonly modelsDir: string;
  /** Frames that may wait. */
  readonly maxQueue: number;
  /** Milliseconds after which a frame's worker is given up and replaced. */
  readonly timeoutMs?: number;
  /** Another worker, for tests of crashes. */
  readonly worker?: WorkerThreadSource;
}

export interface AnalysisPoolStats {
  readonly engine: string;
  readonly threads: number;
  readonly waiting: number;
  readonly running: number;
  readonly analysed: number;
  readonly dropped: number;
  readonly badPictures: number;
  /** Times a worker died under a frame, or gave up on it. */
  readonly faults: number;
}

export interface AnalysisPool {
  /** Settles when every worker has its models loaded and warm; rejects when they cannot be. */
  readonly ready: Promise<void>;
  /** Rejects with DroppedError, PictureError, or after two faults with the worker's own error. */
  analyse(request: FrameRequest): Promise<FrameAnalysis>;
  stats(): AnalysisPoolStats;
  /** Drops what waits and ends the workers. */
  close(): Promise<void>;
}

interface Job {
  readonly attemptId: string;
  readonly priority: FramePriority;
  readonly request: FrameRequest;
  readonly resolve: (analysis: FrameAnalysis) => void;
  readonly reject: (error: Error) => void;
  retried: boolean;
}

const MAX_FAULTS_TEXT = 'The analysis of a frame failed twice.';

/** Frames waiting in our own queue (fair, bounded), workers kept by Piscina (started, replaced, ended). */
class WorkerPool implements AnalysisPool {
  readonly ready: Promise<void>;
  private readonly piscina: Piscina<WorkerTask, WorkerAnswer>;
  private readonly queue: FrameQueue<Job>;
  private slow = 0;
  private readonly counts = { running: 0, analysed: 0, dropped: 0, badPictures: 0, faults: 0 };
  private readonly timeoutMs: number;
  private readonly threads: number;
  private engine = 'starting';
  private closed = false;

  constructor(options: AnalysisPoolOptions) {
    const { filename, execArgv } = options.worker ?? workerThread('analysis-worker', import.meta.url);
    this.threads = options.threads;
    this.timeoutMs = options.timeoutMs ?? 30_000;
    this.queue = new FrameQueue(options.maxQueue);
    this.piscina = new Piscina({
      filename,
      execArgv,
      minThreads: options.threads,
      maxThreads: options.threads,
      workerData: { modelsDir: options.modelsDir },
      // waiting with Atomics would hold back sharp's callbacks
      atomics: 'disabled',
    });
    // without a listener a worker that dies while idle would end the process; Piscina has replaced it by now
    this.piscina.on('error', () => (this.counts.faults += 1));
    this.ready = this.start();
    this.ready.catch(() => undefined);
  }

  analyse(request: FrameRequest): Promise<FrameAnalysis> {
    if (this.closed) return Promise.reject(new DroppedError('The analysis has been stopped.'));
    return new Promise((resolve, reject) => {
      const { attemptId, priority } = request;
      const dropped = this.queue.push({ attemptId, priority, request, resolve, reject, retried: false });
      if (dropped) this.drop(dropped, new DroppedError());
      this.next();
    });
  }

  stats(): AnalysisPoolStats {
    return { engine: this.engine, threads: this.threads, waiting: this.queue.size, ...this.counts };
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const job of this.queue.clear()) this.drop(job, new DroppedError('The analysis has been stopped.'));
    await this.piscina.destroy();
  }

  /** One question to each worker: at the start Piscina gives every worker one task before any gets a second. */
  private async start(): Promise<void> {
    try {
      const answers = await Promise.all(Array.from({ length: this.threads }, () => this.piscina.run(null)));
      const first = answers[0];
      if (first?.kind === 'ready') this.engine = first.engine;
    } catch (error) {
      // a worker that cannot start would be started again and again
      await this.close();
      throw error;
    }
  }

  private drop(job: Job, error: DroppedError): void {
    this.counts.dropped += 1;
    job.reject(error);
  }

  /** SSD takes six times as long as all the rest: one thread is kept from it, so that nothing quick waits behind it. */
  private next(): void {
    const slowAtOnce = Math.max(1, this.threads - 1);
    while (this.counts.running < this.threads) {
      const job = this.queue.shift(({ request }) => request.wantSsd === true && this.slow >= slowAtOnce);
      if (!job) return;
      const slow = job.request.wantSsd === true ? 1 : 0;
      this.counts.running += 1;
      this.slow += slow;
      void this.runJob(job).finally(() => {
        this.counts.running -= 1;
        this.slow -= slow;
        this.next();
      });
    }
  }

  private async runJob(job: Job): Promise<void> {
    try {
      const answer = await this.piscina.run(job.request, { signal: AbortSignal.timeout(this.timeoutMs) });
      if (answer.kind === 'analysis') {
        this.counts.analysed += 1;
        job.resolve(answer.analysis);
      } else if (answer.kind === 'bad_picture') {
        this.counts.badPictures += 1;
        job.reject(new PictureError(answer.code, answer.message));
      }
    } catch (error) {
      this.counts.faults += 1;
      if (this.closed || job.retried) job.reject(new Error(MAX_FAULTS_TEXT, { cause: error }));
      else {
        job.retried = true;
        this.queue.putBack(job);
      }
    }
  }
}

/**
 * Worker threads that analyse frames: the caller's thread only queues and receives. Challenged frames go first and are never dropped; when it falls behind, the oldest routine frame of the same attempt goes first.
 * A worker that dies is replaced, and its frame analysed once more.
 */
export function createAnalysisPool(options: AnalysisPoolOptions): AnalysisPool {
  return new WorkerPool(options);
}
