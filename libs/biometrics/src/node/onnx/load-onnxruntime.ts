import { createRequire } from 'node:module';
import type * as Onnxruntime from 'onnxruntime-node';

/**
 * onnxruntime with its native library.
 * @throws Error when there is none for this system; nothing slower is taken in its place.
 */
export function loadOnnxruntime(load: (name: string) => unknown = createRequire(import.meta.url)): typeof Onnxruntime {
  try {
    return load('onnxruntime-node') as typeof Onnxruntime;
  } catch (cause) {
    throw new Error(
      `onnxruntime cannot be loaded on ${process.platform} ${process.arch}; run "npm ci", or set FACE_ENGINE=tfjs to analyse with WebAssembly, which is several times slower.`,
      { cause },
    );
  }
}
