import { createRequire } from 'node:module';
import path from 'node:path';
import type * as FaceApi from '@vladmandic/face-api';
import { faceApiNets } from '../engine/index.js';
import type { FaceNets, TensorMaker } from '../engine/index.js';

/** What is needed of tfjs to choose where it computes. */
export interface Tfjs extends TensorMaker {
  env(): { set(flag: string, value: boolean): void; getAsync(flag: string): Promise<boolean | number> };
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
}

/** @throws Error when a model file is missing */
export async function loadFaceApiNets(faceapi: typeof FaceApi, tf: Tfjs, modelsDir: string): Promise<FaceNets> {
  const { tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet } = faceapi.nets;
  try {
    for (const net of [tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet]) await net.loadFromDisk(modelsDir);
  } catch (error) {
    throw new Error(`The models in ${modelsDir} could not be loaded; run "node scripts/models.mjs" to put them in place.`, {
      cause: error,
    });
  }
  return faceApiNets(faceapi, tf);
}

/**
 * face-api on tfjs's WebAssembly backend, one thread: the reference that the other engines are held against.
 * @throws Error when WebAssembly SIMD is not to be had (the plain backend would be 20 to 50 times slower and is never used instead), or when a model file is missing.
 */
export async function openTfjsNets(modelsDir: string): Promise<FaceNets> {
  // CommonJS packages, and face-api must get the same tfjs as we do
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs') as Tfjs;
  const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void };
  wasm.setWasmPaths(`${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  if (!simd || !(await tf.setBackend('wasm')) || tf.getBackend() !== 'wasm') {
    throw new Error('WebAssembly with SIMD is not available on this machine; run Invigil with Node 24 on a processor with SSE4.1 or NEON.');
  }
  await tf.ready();
  return loadFaceApiNets(require('@vladmandic/face-api/dist/face-api.node-wasm.js') as typeof FaceApi, tf, modelsDir);
}
