import * as faceapi from '@vladmandic/face-api/dist/face-api.esm.js';
import { createFaceEngine, faceApiNets } from '../engine/index.js';
import type { AnalyseOptions, FaceEngine, PictureFindings, TensorMaker } from '../engine/index.js';
import { chooseBackend } from './choose-backend.js';
import type { BackendName } from './choose-backend.js';
import { readPixels } from './read-pixels.js';
import { setWorkerEnv } from './worker-env.js';

interface BrowserTfjs extends TensorMaker {
  setWasmPaths(folder: string): void;
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  env(): { set(flag: string, value: boolean): void };
}

export interface BrowserEngine {
  /** For the log, such as `face-api tfjs-wasm`. */
  readonly name: string;
  readonly backend: BackendName;
  /** Milliseconds for the nets of one frame, as measured at the start. */
  readonly measuredMs: number;
  analyse(image: ImageData | ImageBitmap, options?: AnalyseOptions): Promise<PictureFindings>;
  dispose(): void;
}

/**
 * The face engine for a Web Worker: models and WebAssembly from our own origin, the backend chosen by measuring, the same numbers as the server's.
 * @param options `modelsUrl` is the folder of models/manifest.json, such as `/models`; relative to the page's origin or absolute.
 * @throws Error when the models cannot be fetched, or the browser has neither WebAssembly SIMD nor WebGL.
 */
export async function createBrowserEngine({ modelsUrl }: { readonly modelsUrl: string }): Promise<BrowserEngine> {
  const models = new URL(`${modelsUrl.replace(/\/$/, '')}/`, location.href).href;
  // face-api's bundle holds all of tfjs, its types only part of it
  const tf = faceapi.tf as unknown as BrowserTfjs;
  setWorkerEnv(faceapi);
  tf.setWasmPaths(`${models}wasm/`);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);

  let loaded = false;
  async function open(backend: BackendName): Promise<FaceEngine | null> {
    if (!(await tf.setBackend(backend).catch(() => false)) || tf.getBackend() !== backend) return null;
    await tf.ready();
    if (!loaded) {
      const { tinyFaceDetector, faceLandmark68Net, faceRecognitionNet, ssdMobilenetv1 } = faceapi.nets;
      await Promise.all([tinyFaceDetector, faceLandmark68Net, faceRecognitionNet, ssdMobilenetv1].map((net) => net.loadFromUri(models)));
      loaded = true;
    }
    return createFaceEngine(faceApiNets(faceapi, tf));
  }

  // WebAssembly first: it computes in 32 bits everywhere, while some graphics cards compute in 16
  const { backend, engine, measuredMs } = await chooseBackend([
    { name: 'wasm', open: () => open('wasm') },
    { name: 'webgl', open: () => open('webgl') },
  ]);
  return {
    name: engine.name,
    backend,
    measuredMs,
    analyse: async (image, options) => engine.analyse(readPixels(image), options),
    dispose: () => engine.dispose(),
  };
}
