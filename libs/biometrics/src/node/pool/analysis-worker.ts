import { workerData } from 'node:worker_threads';
import { createNodeEngine } from '../create-node-engine.js';
import type { NodeEngineOptions } from '../create-node-engine.js';
import { NativeGate } from '../native-gate.js';
import { PictureError } from '../picture-error.js';
import type { PictureErrorCode } from '../picture-error.js';
import { analyseFrame } from './analyse-frame.js';
import type { FrameAnalysis, FrameRequest } from './frame-analysis.js';

/** `null` asks only whether the worker is up. */
export type WorkerTask = FrameRequest | null;

/** An error class does not survive the way between threads, so a bad picture is an answer and only a fault is thrown. */
export type WorkerAnswer =
  | { readonly kind: 'ready'; readonly engine: string }
  | { readonly kind: 'analysis'; readonly analysis: FrameAnalysis }
  | { readonly kind: 'bad_picture'; readonly code: PictureErrorCode; readonly message: string };

/** What a worker is started with. */
export interface WorkerSetup extends Pick<NodeEngineOptions, 'modelsDir' | 'engine'> {
  /** Memory of the gate that the pool closes before it ends a worker. */
  readonly gate?: SharedArrayBuffer;
}

/** Loads the models and runs every net once, so that no frame waits for kernels to be compiled. */
async function createHandler({ gate, ...setup }: WorkerSetup): Promise<(task: WorkerTask) => Promise<WorkerAnswer>> {
  const engine = await createNodeEngine({ ...setup, ...(gate && { gate: new NativeGate(gate) }) });
  await engine.warmUp();
  return async (task) => {
    if (task === null) return { kind: 'ready', engine: engine.name };
    try {
      return { kind: 'analysis', analysis: await analyseFrame(engine, task) };
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      return { kind: 'bad_picture', code: error.code, message: error.message };
    }
  };
}

export default createHandler(workerData as WorkerSetup);
