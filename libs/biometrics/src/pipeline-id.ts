import type { GateThresholds } from './judge-face.js';
import { DEFAULT_GATES } from './judge-face.js';
import { LEAST_SCORE, TINY_INPUT } from './face-api-nets.js';

/** Raised by whoever changes alignment, landmark or quality code so that its numbers change. */
const ALGORITHMS = { alignment: 'dlib-chip-1', quality: 1, template: 'mean-1' } as const;

export interface WeightFile {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Name of everything that decides which numbers come out: SHA-256, in hex, over the weights' hashes, the versions of our own steps, detector settings and gates. Templates are compared only under the same id.
 * The engine is no part of it: engines agree on the same picture.
 * @param weights files of the manifest that a net reads, in any order; other files (wasm binaries) are left out by the caller.
 */
export async function pipelineId(weights: readonly WeightFile[], gates: GateThresholds = DEFAULT_GATES): Promise<string> {
  const files = weights.map(({ file, sha256 }) => [file, sha256]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const bounds = Object.entries(gates).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify({ algorithms: ALGORITHMS, detectors: { TINY_INPUT, LEAST_SCORE }, files, bounds });
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
