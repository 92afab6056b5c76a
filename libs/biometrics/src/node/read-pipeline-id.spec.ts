import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_GATES } from '../judge-face.js';
import { pipelineId } from '../pipeline-id.js';
import { readPipelineId } from './read-pipeline-id.js';

const modelsDir = path.resolve(import.meta.dirname, '../../../../models');

describe('readPipelineId', () => {
  it('names the weights of the repository, without the binaries that run them', async () => {
    const manifest = JSON.parse(await readFile(path.join(modelsDir, 'manifest.json'), 'utf8')) as {
      files: { file: string; sha256: string }[];
    };
    const weights = manifest.files.filter(({ file }) => /_model(\.bin|-weights_manifest\.json)$/.test(file));
    expect(weights).toHaveLength(8);
    expect(await readPipelineId(modelsDir)).toBe(await pipelineId(weights));
  });

  it('changes with the gates', async () => {
    expect(await readPipelineId(modelsDir, { ...DEFAULT_GATES, minContrast: 25 })).not.toBe(await readPipelineId(modelsDir));
  });

  it('fails without a manifest', async () => {
    await expect(readPipelineId('/there/is/no/such/folder')).rejects.toThrow(/ENOENT/);
  });
});
