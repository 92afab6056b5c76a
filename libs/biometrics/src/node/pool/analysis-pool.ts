import { PictureError } from '../picture-error.js';
import type { WorkerAnswer } from './analysis-worker.js';
import { DroppedError } from './frame-analysis.js';
import type { FrameAnalysis, FramePriority, FrameRequest } from './frame-analysis.js';
import { FrameFaultError } from './frame-fault.js';
import { FrameQueue } from './frame-queue.js';
import type { AnalysisPool, AnalysisPoolOptions, AnalysisPoolStats } from './pool-types.js';
import { workerThread } from './worker-thread.js';
import { Workers } from './workers.js';

interface Job {
  readonly attemptId: string;
  readonly priority: FramePriority;
  readonly request: FrameRequest;
  readonly resolve: (analysis: FrameAnalysis) => void;
  readonly reject: (error: Error) => void;
}

const STOPPED = 'The analysis has been stopped.';
/** Frames under which a worker died, that may wait for a worker of their own; challenged ones always may. */
const MAX_SUSPECTS = 20;
/** Fresh workers that a frame gets alone before it is given up. */
const TRIES_ALONE: Readonly<Record<FramePriority, number>> = { challenge: 2, enrolment: 1, routine: 1 };

/** Frames waiting in our own queue (fair, bounded), workers kept by Piscina (started, replaced, ended). */
class WorkerPool implements AnalysisPool {
  readonly ready: Promise<void>;
  private readonly workers: Workers;
  private readonly queue: FrameQueue<Job>;
  private readonly suspects = new FrameQueue<Job>(MAX_SUSPECTS);
  private readonly counts = { running: 0, analysed: 0, dropped: 0, badPictures: 0, faults: 0 };
  private readonly threads: number;
  private engine = 'starting';
  private clearing = false;
  private closed = false;

  constructor(options: AnalysisPoolOptions) {
    const { threads, maxQueue, modelsDir, engine = 'onnx', timeoutMs = 30_000 } = options;
    this.threads = threads;
    this.queue = new FrameQueue(maxQueue);
    this.workers = new Workers(
      { source: options.worker ?? workerThread('analysis-worker', import.meta.url), threads, timeoutMs, data: { modelsDir, engine } },
      () => (this.counts.faults += 1),
    );
    this.ready = this.start();
    this.ready.catch(() => undefined);
  }

  analyse(request: FrameRequest): Promise<FrameAnalysis> {
    if (this.closed) return Promise.reject(new DroppedError(STOPPED));
    return new Promise((resolve, reject) => {
      const { attemptId, priority } = request;
      const dropped = this.queue.push({ attemptId, priority, request, resolve, reject });
      if (dropped) this.drop(dropped, new DroppedError());
      this.next();
    });
  }

  stats(): AnalysisPoolStats {
    const waiting = this.queue.size + this.suspects.size;
    return { engine: this.engine, threads: this.threads, waiting, ...this.counts };
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const job of [...this.queue.clear(), ...this.suspects.clear()]) this.drop(job, new DroppedError(STOPPED));
    await this.workers.close();
  }

  private async start(): Promise<void> {
    try {
      this.engine = await this.workers.start();
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

  private next(): void {
    while (this.counts.running < this.threads) {
      const job = this.queue.shift();
      if (!job) return;
      this.counts.running += 1;
      void this.runJob(job).finally(() => {
        this.counts.running -= 1;
        this.next();
      });
    }
  }

  private async runJob(job: Job): Promise<void> {
    try {
      this.settle(job, await this.workers.run(job.request));
    } catch {
      this.counts.faults += 1;
      if (this.closed) {
        this.drop(job, new DroppedError(STOPPED));
        return;
      }
      // it may be the frame's fault, or that of one before it on the same worker: only alone can tell, and kills nobody else's
      const dropped = this.suspects.push(job);
      if (dropped) this.drop(dropped, new DroppedError());
      void this.clearSuspects();
    }
  }

  /** One after the other, so that any number of bad frames costs the others at most one worker each and one thread's time. */
  private async clearSuspects(): Promise<void> {
    if (this.clearing) return;
    this.clearing = true;
    for (let job = this.suspects.shift(); job; job = this.suspects.shift()) await this.runAlone(job);
    this.clearing = false;
  }

  private async runAlone(job: Job, tries = TRIES_ALONE[job.priority]): Promise<void> {
    try {
      this.settle(job, await this.workers.runAlone(job.request));
    } catch (error) {
      this.counts.faults += 1;
      if (this.closed) this.drop(job, new DroppedError(STOPPED));
      else if (tries > 1) await this.runAlone(job, tries - 1);
      else job.reject(new FrameFaultError({ cause: error }));
    }
  }

  private settle(job: Job, answer: WorkerAnswer): void {
    if (answer.kind === 'analysis') {
      this.counts.analysed += 1;
      job.resolve(answer.analysis);
    } else if (answer.kind === 'bad_picture') {
      this.counts.badPictures += 1;
      job.reject(new PictureError(answer.code, answer.message));
    }
  }
}

/**
 * Worker threads that analyse frames: the caller's thread only queues and receives. Challenged frames go first and are never dropped; when it falls behind, the oldest routine frame of the same attempt goes first.
 * A worker that dies is replaced, and its frame analysed once more, alone on a fresh worker: only a frame that fails there too is given up.
 */
export function createAnalysisPool(options: AnalysisPoolOptions): AnalysisPool {
  return new WorkerPool(options);
}
