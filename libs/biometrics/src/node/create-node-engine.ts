import path from 'node:path';
import { createFaceEngine } from '../engine/index.js';
import type { FaceEngine, FaceNets } from '../engine/index.js';
import { openGpuNets } from './gpu-nets.js';
import type { NativeCalls } from './native-gate.js';
import { openOnnxNets } from './onnx/onnx-nets.js';
import { openTfjsNets } from './tfjs-nets.js';

/** What runs the nets: onnxruntime, face-api on WebAssembly (the reference), or face-api on a GPU. */
export type EngineKind = 'onnx' | 'tfjs' | 'gpu';

export interface NodeEngineOptions {
  /** Folder with the files of models/manifest.json. */
  readonly modelsDir: string;
  /** `onnx` when it is left out. */
  readonly engine?: EngineKind;
  /** Folder with the packages of the GPU engine; `gpu` beside the models when it is left out. */
  readonly gpuDir?: string;
  /** For an engine on a thread that may be ended from outside. */
  readonly gate?: NativeCalls;
}

/** One of the three sets of nets; the numbers are the same, the speed is not. @throws Error when that one cannot run here: no other is taken in its place */
export function openNets({
  modelsDir,
  engine = 'onnx',
  gpuDir = path.join(modelsDir, '../gpu'),
  gate,
}: NodeEngineOptions): Promise<FaceNets> {
  if (engine === 'tfjs') return openTfjsNets(modelsDir);
  return engine === 'gpu' ? openGpuNets(modelsDir, gpuDir) : openOnnxNets(modelsDir, gate);
}

/**
 * The face engine for Node, one thread, with the models of `modelsDir` loaded. It blocks its thread while it computes: use it through the pool.
 * @throws Error when the engine that was asked for cannot run here (another is never taken instead), or when a model file is missing.
 */
export async function createNodeEngine(options: NodeEngineOptions): Promise<FaceEngine> {
  return createFaceEngine(await openNets(options));
}
