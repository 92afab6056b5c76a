import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { GateThresholds } from '../judge-face.js';
import { pipelineId } from '../pipeline-id.js';
import type { WeightFile } from '../pipeline-id.js';

/**
 * The pipeline's id for the models of a folder, from the hashes in its manifest.json (which `npm start` has just checked against the files). The WebAssembly binaries are left out: they run the nets and do not change their numbers.
 * @throws Error when there is no manifest.
 */
export async function readPipelineId(modelsDir: string, gates?: GateThresholds): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(modelsDir, 'manifest.json'), 'utf8')) as { files: WeightFile[] };
  return pipelineId(
    manifest.files.filter(({ file }) => !file.startsWith('wasm/')),
    gates,
  );
}
