import type { EngineKind } from '../create-node-engine.js';
import type { FrameAnalysis, FrameRequest } from './frame-analysis.js';
import type { WorkerThreadSource } from './worker-thread.js';

export interface AnalysisPoolOptions {
  /** Worker threads, each with its own engine and models. */
  readonly threads: number;
  /** Folder with the files of models/manifest.json. */
  readonly modelsDir: string;
  /** What runs the nets; onnxruntime when it is left out. */
  readonly engine?: EngineKind;
  /** Frames that may wait. */
  readonly maxQueue: number;
  /** Milliseconds after which a frame's worker is given up and replaced. */
  readonly timeoutMs?: number;
  /** Another worker, for tests of crashes. */
  readonly worker?: WorkerThreadSource;
}

export interface AnalysisPoolStats {
  /** The engine's own name, or `starting` until the models are loaded. */
  readonly engine: string;
  readonly threads: number;
  readonly waiting: number;
  readonly running: number;
  /** Since the start, as all that follow. */
  readonly analysed: number;
  readonly dropped: number;
  readonly badPictures: number;
  /** Times a worker died under a frame, or was given up because it hung. */
  readonly faults: number;
}

export interface AnalysisPool {
  /** Settles when every worker has its models loaded and warm; rejects when they cannot be. */
  readonly ready: Promise<void>;
  /** Rejects with DroppedError, PictureError, or FrameFaultError. */
  analyse(request: FrameRequest): Promise<FrameAnalysis>;
  stats(): AnalysisPoolStats;
  /** Drops what waits and ends the workers. */
  close(): Promise<void>;
}
