import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnalysisPool } from './analysis-pool.js';
import type { AnalysisPool } from './analysis-pool.js';

const modelsDir = path.resolve(import.meta.dirname, '../../../../../models');
const facesOf = createRequire(import.meta.url).resolve('@vladmandic/face-api/demo/sample3.jpg');

describe('the analysis pool, with the real models', () => {
  let pool: AnalysisPool;
  let jpeg: Uint8Array;

  beforeAll(async () => {
    pool = createAnalysisPool({ threads: 1, modelsDir, maxQueue: 2 });
    jpeg = await readFile(facesOf);
    await pool.ready;
  }, 60_000);

  afterAll(() => pool.close());

  it('finds the faces', async () => {
    const analysis = await pool.analyse({ attemptId: 'one', jpeg, priority: 'routine', wantSsd: true });
    expect(analysis.faces).toHaveLength(3);
  }, 60_000);
});
