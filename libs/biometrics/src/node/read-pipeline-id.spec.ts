import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pipelineId, pipelineOf, PIPELINES } from '../engine/index.js';
import { pipelineIds, readPipelineId } from './read-pipeline-id.js';

const modelsDir = path.resolve(import.meta.dirname, '../../../../models');

describe('readPipelineId', () => {
  it('names the weights of the repository, without what runs them', async () => {
    const manifest = JSON.parse(await readFile(path.join(modelsDir, 'manifest.json'), 'utf8')) as {
      files: { file: string; sha256: string }[];
    };
    const weights = manifest.files.filter(({ file }) => /_model(\.bin|-weights_manifest\.json)$/.test(file));
    expect(weights).toHaveLength(8);
    expect(await readPipelineId(modelsDir)).toBe(await pipelineId(weights));
  });

  it('gives the first pipeline the id that stands beside templates made with it', async () => {
    expect(await readPipelineId(modelsDir, pipelineOf('v1'))).toBe('3f73b213b8d4d731518f3dccbeba347a6b69d9f27a91e29d196190c9d805aa81');
  });

  it('fails without a manifest', async () => {
    await expect(readPipelineId('/there/is/no/such/folder')).rejects.toThrow(/ENOENT/);
  });
});

describe('pipelineIds', () => {
  it('tells each pipeline by its id, oldest first', async () => {
    const ids = await pipelineIds(modelsDir);
    expect([...ids.values()]).toEqual(PIPELINES.map(({ name }) => name));
    expect(ids.get(await readPipelineId(modelsDir))).toBe(pipelineOf().name);
  });
});
