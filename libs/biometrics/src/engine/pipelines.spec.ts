import { describe, expect, it } from 'vitest';
import { CURRENT_PIPELINE, pipelineOf, PIPELINES } from './pipelines.js';

describe('pipelines', () => {
  it('have a name each, the newest last', () => {
    expect(new Set(PIPELINES.map(({ name }) => name)).size).toBe(PIPELINES.length);
    expect(PIPELINES.at(-1)).toBe(CURRENT_PIPELINE);
  });

  it('are found by name, the newest without one', () => {
    for (const pipeline of PIPELINES) expect(pipelineOf(pipeline.name)).toBe(pipeline);
    expect(pipelineOf()).toBe(CURRENT_PIPELINE);
  });

  it('are named in the error about one that is not known', () => {
    expect(() => pipelineOf('v0')).toThrow(/v1, v2/);
  });
});
