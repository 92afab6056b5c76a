import path from 'node:path';
import { descriptorDistance, makeTemplate } from '@invigil/biometrics';
import { createAnalysisPool } from '@invigil/biometrics/node';
import type { AnalysisPool, FrameAnalysis } from '@invigil/biometrics/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facePhoto } from '../support/faces/index.js';
import type { SampleScene } from '../support/faces/index.js';

const modelsDir = path.resolve(import.meta.dirname, '../../models');

function descriptorOf(analysis: FrameAnalysis): Float32Array {
  const { subject } = analysis;
  if (!subject?.descriptor || !subject.gate?.scorable) throw new Error(`not scorable: ${subject?.gate?.reason ?? 'no face'}`);
  return subject.descriptor;
}

describe('sample photos, as the engine sees them', () => {
  let pool: AnalysisPool;
  let template: Float32Array;

  async function analyse(scene: SampleScene, variant: number, wantSsd = false): Promise<FrameAnalysis> {
    return pool.analyse({ attemptId: 'samples', jpeg: await facePhoto(scene, { variant }), priority: 'enrolment', wantSsd });
  }

  beforeAll(async () => {
    pool = createAnalysisPool({ threads: 1, modelsDir, maxQueue: 50 });
    await pool.ready;
    const frames = await Promise.all([0, 1, 2].map((variant) => analyse('student', variant)));
    const made = makeTemplate(frames.map(descriptorOf));
    if (!made.template) throw new Error(`no template: ${made.reason}`);
    template = made.template;
  });

  afterAll(() => pool.close());

  it('shows the student alone, alike in every variant', async () => {
    for (let variant = 3; variant < 9; variant++) {
      const analysis = await analyse('student', variant, variant < 5);
      expect(analysis.faces).toHaveLength(1);
      expect(descriptorDistance(template, descriptorOf(analysis))).toBeLessThan(0.3);
    }
  });

  it('shows an impostor whom nobody takes for the student', async () => {
    for (let variant = 0; variant < 4; variant++) {
      expect(descriptorDistance(template, descriptorOf(await analyse('impostor', variant)))).toBeGreaterThan(0.7);
    }
  });

  it('shows two people, one of them the student', async () => {
    const analysis = await analyse('several', 1);
    expect(analysis.faces.length).toBeGreaterThanOrEqual(2);
    expect(analysis.detector).toBe('ssd');
  });

  it('shows nobody before an empty wall', async () => {
    const analysis = await analyse('empty', 1);
    expect(analysis.faces).toHaveLength(0);
    expect(analysis.subject).toBeNull();
  });

  it('shows too little in the dark to be scored', async () => {
    const { subject } = await analyse('dark', 1);
    expect(subject?.gate?.reason ?? 'dark').toBe('dark');
  });

  it('makes the same bytes again, and others for another variant', async () => {
    const [first, again, other] = await Promise.all([
      facePhoto('student', { variant: 5 }),
      facePhoto('student', { variant: 5 }),
      facePhoto('student', { variant: 6 }),
    ]);
    expect(Buffer.from(first).equals(again)).toBe(true);
    expect(Buffer.from(first).equals(other)).toBe(false);
  });
});
