import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as FaceApi from '@vladmandic/face-api';
import type { FaceNets } from '../engine/index.js';
import { loadFaceApiNets } from './tfjs-nets.js';
import type { Tfjs } from './tfjs-nets.js';

interface NodeTfjs extends Tfjs {
  backend(): { readonly isUsingGpuDevice?: boolean };
}

/** What tfjs-node 4.22 still calls and Node 23 took away. */
function restoreUtil(require: NodeJS.Require): void {
  const util = require('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

/**
 * face-api on tfjs-node-gpu, from the packages of `gpuDir`: all tensors come from that folder's tfjs.
 * @param gpuDir the folder `gpu` of the repository, in which `npm ci` has been run.
 * @throws Error when the packages are not there, their native library does not load, or there is no GPU: nothing slower is taken in its place.
 */
export async function openGpuNets(modelsDir: string, gpuDir: string): Promise<FaceNets> {
  if (!existsSync(path.join(gpuDir, 'node_modules/@tensorflow/tfjs-node-gpu'))) {
    throw new Error('The GPU engine is not installed; run "npm ci --prefix gpu", or set FACE_ENGINE=onnx to compute on the processor.');
  }
  const require = createRequire(path.join(path.resolve(gpuDir), 'package.json'));
  restoreUtil(require);
  const { tf, faceapi } = loadPackages(require);
  if (!(await tf.setBackend('tensorflow')) || tf.backend().isUsingGpuDevice !== true) {
    throw new Error(
      'tfjs-node-gpu finds no GPU that it can use; check the driver and CUDA, or set FACE_ENGINE=onnx to compute on the processor.',
    );
  }
  await tf.ready();
  const nets = await loadFaceApiNets(faceapi, tf, modelsDir);
  return { ...nets, name: 'face-api tfjs-gpu' };
}

function loadPackages(require: NodeJS.Require): { tf: NodeTfjs; faceapi: typeof FaceApi } {
  try {
    return {
      tf: require('@tensorflow/tfjs-node-gpu') as NodeTfjs,
      faceapi: require('@vladmandic/face-api/dist/face-api.node-gpu.js') as typeof FaceApi,
    };
  } catch (cause) {
    throw new Error('The GPU engine does not load; run "npm ci --prefix gpu" again, or set FACE_ENGINE=onnx to compute on the processor.', {
      cause,
    });
  }
}
