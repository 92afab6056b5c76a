import { CURRENT_PIPELINE } from './pipelines.js';
import type { Pipeline } from './pipelines.js';

export interface WeightFile {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Name of everything that decides which numbers come out: SHA-256, in hex, over the weights' hashes, the versions of our own steps, detector settings and gates. Templates are compared only under the same id.
 * The engine is no part of it: engines agree on the same picture.
 * @param weights files of the manifest that a net reads, in any order; other files (wasm binaries, converted nets) are left out by the caller.
 */
export async function pipelineId(weights: readonly WeightFile[], pipeline: Pipeline = CURRENT_PIPELINE): Promise<string> {
  const files = weights.map(({ file, sha256 }) => [file, sha256]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const bounds = Object.entries(pipeline.gates).sort(([a], [b]) => (a < b ? -1 : 1));
  const { algorithms, detectors } = pipeline;
  const text = JSON.stringify({ algorithms, detectors, files, bounds });
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
