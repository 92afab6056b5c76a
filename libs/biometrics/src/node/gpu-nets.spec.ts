import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeEngine } from './create-node-engine.js';
import { openGpuNets } from './gpu-nets.js';

/** A tfjs of few words, that calls what Node 23 took away as the real one does, and says whether it has a GPU. */
const tfjs = (hasGpu: boolean) => `
  const util = require('util');
  if (util.isNullOrUndefined(0) || !util.isNullOrUndefined(undefined)) throw new Error('util.isNullOrUndefined is wrong');
  let backend = 'cpu';
  module.exports = {
    setBackend: async (name) => ((backend = name), true),
    getBackend: () => backend,
    backend: () => ({ isUsingGpuDevice: ${String(hasGpu)} }),
    ready: async () => undefined,
    tensor3d: (values, shape) => ({ values, shape, dispose() {} }),
  };`;

/** A face-api that takes its tfjs from beside itself, loads from the folder that it is given, and finds what that tensor tells. */
const FACEAPI = `
  const tf = require('@tensorflow/tfjs-node-gpu');
  const net = () => ({ loadFromDisk: async (folder) => { if (folder !== '/models') throw new Error(folder); }, dispose() {} });
  module.exports = {
    TinyFaceDetectorOptions: class {},
    SsdMobilenetv1Options: class {},
    nets: {
      tinyFaceDetector: { ...net(), locateFaces: async ({ shape }) => [{ box: { x: 0, y: 0, width: shape[1], height: shape[0] }, score: tf.getBackend() === 'tensorflow' ? 1 : 0 }] },
      ssdMobilenetv1: net(),
      faceLandmark68Net: net(),
      faceRecognitionNet: net(),
    },
  };`;

describe('openGpuNets', () => {
  let gpuDir: string;

  beforeEach(async () => {
    gpuDir = await mkdtemp(path.join(tmpdir(), 'gpu-'));
  });

  afterEach(() => rm(gpuDir, { recursive: true }));

  async function install(name: string, file: string, source: string): Promise<void> {
    const folder = path.join(gpuDir, 'node_modules', name);
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name, main: file }));
    await writeFile(path.join(folder, file), source);
  }

  async function installBoth(hasGpu: boolean): Promise<void> {
    await install('@tensorflow/tfjs-node-gpu', 'index.js', tfjs(hasGpu));
    await install('@vladmandic/face-api', 'dist/face-api.node-gpu.js', FACEAPI);
  }

  it('says how to install it where it is not, and takes nothing else', async () => {
    const message = 'The GPU engine is not installed; run "npm ci --prefix gpu"';
    await expect(openGpuNets('/models', gpuDir)).rejects.toThrow(message);
    await expect(createNodeEngine({ modelsDir: '/models', engine: 'gpu', gpuDir })).rejects.toThrow(message);
  });

  it('runs face-api with the tfjs of that folder', async () => {
    await installBoth(true);
    const nets = await openGpuNets('/models', gpuDir);
    expect(nets.name).toBe('face-api tfjs-gpu');
    expect(await nets.detectTiny({ data: new Uint8Array(6), width: 2, height: 1 })).toEqual([
      { box: { x: 0, y: 0, width: 2, height: 1 }, score: 1 },
    ]);
  });

  it('refuses to compute on the processor in place of a GPU', async () => {
    await installBoth(false);
    await expect(openGpuNets('/models', gpuDir)).rejects.toThrow(/finds no GPU that it can use.*FACE_ENGINE=onnx/);
  });

  it('says so when the packages are there and do not load', async () => {
    await install('@tensorflow/tfjs-node-gpu', 'index.js', 'throw new Error("libtensorflow.so.2: cannot open shared object file")');
    await expect(openGpuNets('/models', gpuDir)).rejects.toThrow(/^The GPU engine does not load; run "npm ci --prefix gpu" again/);
  });

  it('says so when the models are not there', async () => {
    await installBoth(true);
    await expect(openGpuNets('/elsewhere', gpuDir)).rejects.toThrow(/models in \/elsewhere could not be loaded/);
  });
});
