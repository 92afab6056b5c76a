import { describe, expect, it } from 'vitest';
import { DEFAULT_GATES } from './judge-face.js';
import { pipelineId } from './pipeline-id.js';

const weights = [
  { file: 'tiny.bin', sha256: 'aa' },
  { file: 'rec.bin', sha256: 'bb' },
];

describe('pipelineId', () => {
  it('is a SHA-256 in hex that does not depend on the order of the files', async () => {
    const id = await pipelineId(weights);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(await pipelineId(weights.toReversed())).toBe(id);
  });

  it('changes with a weight and with a gate', async () => {
    const ids = await Promise.all([
      pipelineId(weights),
      pipelineId(weights.map(({ file, sha256 }) => ({ file, sha256: sha256.replace('bb', 'bc') }))),
      pipelineId(weights, { ...DEFAULT_GATES, maxYaw: 0.3 }),
    ]);
    expect(new Set(ids).size).toBe(3);
  });
});
