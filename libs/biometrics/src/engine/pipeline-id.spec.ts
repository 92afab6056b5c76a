import { describe, expect, it } from 'vitest';
import { pipelineId } from './pipeline-id.js';
import { CURRENT_PIPELINE, pipelineOf } from './pipelines.js';

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

  it('changes with a weight, with a gate and with the landmarks that the pose comes from', async () => {
    const { pose, ...others } = CURRENT_PIPELINE.algorithms;
    const ids = await Promise.all([
      pipelineId(weights),
      pipelineId(weights.map(({ file, sha256 }) => ({ file, sha256: sha256.replace('bb', 'bc') }))),
      pipelineId(weights, { ...CURRENT_PIPELINE, gates: { ...CURRENT_PIPELINE.gates, maxYaw: 0.3 } }),
      pipelineId(weights, { ...CURRENT_PIPELINE, algorithms: others }),
      pipelineId(weights, pipelineOf('v1')),
    ]);
    expect(pose).toBeDefined();
    expect(new Set(ids).size).toBe(5);
  });

  it('still gives the first pipeline the id that stands beside templates made with it', async () => {
    expect(await pipelineId(weights, pipelineOf('v1'))).toBe('52befe0b52398eddccb606a20c1b39ae8f689db4324e6928bd6201f1b7d14253');
  });
});
