import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CURRENT_PIPELINE, pipelineId, PIPELINES } from '../engine/index.js';
import type { Pipeline, WeightFile } from '../engine/index.js';

/** A file of face-api's weights: binaries that run the nets, and nets that were converted from these weights, change no number. */
const WEIGHTS = /^[^/]+_model(\.bin|-weights_manifest\.json)$/;

async function readWeights(modelsDir: string): Promise<WeightFile[]> {
  const manifest = JSON.parse(await readFile(path.join(modelsDir, 'manifest.json'), 'utf8')) as { files: WeightFile[] };
  return manifest.files.filter(({ file }) => WEIGHTS.test(file));
}

/**
 * The id of a pipeline with the models of a folder, from the hashes in its manifest.json (which `npm start` has just checked against the files).
 * @throws Error when there is no manifest.
 */
export async function readPipelineId(modelsDir: string, pipeline: Pipeline = CURRENT_PIPELINE): Promise<string> {
  return pipelineId(await readWeights(modelsDir), pipeline);
}

/**
 * Name of each pipeline that can still be run with the models of a folder, by its id. A template whose id is not among them cannot be moved: its owner enrols again.
 * @throws Error when there is no manifest.
 */
export async function pipelineIds(modelsDir: string): Promise<ReadonlyMap<string, string>> {
  const weights = await readWeights(modelsDir);
  return new Map(await Promise.all(PIPELINES.map(async (pipeline) => [await pipelineId(weights, pipeline), pipeline.name] as const)));
}
