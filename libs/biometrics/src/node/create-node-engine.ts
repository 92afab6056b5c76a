import { createRequire } from 'node:module';
import path from 'node:path';
import type * as FaceApi from '@vladmandic/face-api';
import { createFaceEngine } from '../create-face-engine.js';
import { faceApiNets } from '../face-api-nets.js';
import type { TensorMaker } from '../face-api-nets.js';
import type { FaceEngine } from '../face-engine.js';

interface Tfjs extends TensorMaker {
  env(): { set(flag: string, value: boolean): void; getAsync(flag: string): Promise<boolean | number> };
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
}

/**
 * face-api on tfjs's WebAssembly backend, one thread, with the models of `modelsDir` loaded. It blocks its thread while it computes: use it through the pool.
 * @throws Error when WebAssembly SIMD is not to be had (the plain backend would be 20 to 50 times slower and is never used instead), or when a model file is missing.
 */
export async function createNodeEngine({ modelsDir }: { readonly modelsDir: string }): Promise<FaceEngine> {
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
  const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as typeof FaceApi;
  const { tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet } = faceapi.nets;
  try {
    for (const net of [tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet]) await net.loadFromDisk(modelsDir);
  } catch (error) {
    throw new Error(`The models in ${modelsDir} could not be loaded; run "node scripts/models.mjs" to put them in place.`, {
      cause: error,
    });
  }
  return createFaceEngine(faceApiNets(faceapi, tf));
}
