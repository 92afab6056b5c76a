import path from 'node:path';
import { createAnalysisPool } from '@invigil/biometrics/node';
import { describe, expect, it } from 'vitest';
import { facePhoto } from '../support/faces/index.js';

const modelsDir = path.resolve(import.meta.dirname, '../../models');
const MB = 1024 * 1024;
const FRAMES = 300;
const rss = (): number => process.memoryUsage().rss / MB;

describe('the memory of the analysis pool', () => {
  it('stays where it is while frames go through', { timeout: 240_000 }, async () => {
    const pool = createAnalysisPool({ threads: 1, modelsDir, maxQueue: 10 });
    const jpegs = await Promise.all([0, 1, 2, 3, 4].map((person) => facePhoto({ person })));
    const run = async (frames: number): Promise<void> => {
      for (let i = 0; i < frames; i++) {
        const jpeg = jpegs[i % jpegs.length] ?? new Uint8Array();
        await pool.analyse({ attemptId: String(i), jpeg, priority: 'routine', wantSsd: i % 10 === 0, reencode: i % 2 === 0 });
      }
    };
    try {
      await pool.ready;
      // what engines and allocators take once, they keep
      await run(60);
      const before = rss();
      await run(FRAMES);
      // one decoded picture of 640 × 480 that stayed behind each time would be 270 MB
      expect(rss() - before).toBeLessThan(80);
    } finally {
      await pool.close();
    }
  });
});
