import { createHash } from 'node:crypto';
import path from 'node:path';
import { descriptorDistance, isPlausibleDescriptor } from '@invigil/biometrics';
import { createAnalysisPool, decodePicture, PictureError } from '@invigil/biometrics/node';
import type { AnalysisPool } from '@invigil/biometrics/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facePhoto } from '../support/faces/index.js';

const modelsDir = path.resolve(import.meta.dirname, '../../models');

describe('the analysis pool, with the real models', () => {
  let pool: AnalysisPool;
  let jpeg: Uint8Array;

  beforeAll(async () => {
    pool = createAnalysisPool({ threads: 1, modelsDir, maxQueue: 20 });
    jpeg = await facePhoto('student');
    await pool.ready;
  });

  afterAll(() => pool.close());

  it('tells everything about a frame', async () => {
    const analysis = await pool.analyse({ attemptId: 'one', jpeg, priority: 'routine', reencode: true });
    expect(analysis).toMatchObject({ width: 640, height: 480, subjectIndex: 0, detector: 'tiny' });
    expect(analysis.subject).toBe(analysis.faces[0]);
    expect(analysis.subject?.gate).toEqual({ scorable: true, reason: null });
    expect(isPlausibleDescriptor(analysis.subject?.descriptor ?? [])).toBe(true);
    expect(analysis.subject?.landmarks).toHaveLength(68);
    expect(analysis.sha256).toBe(createHash('sha256').update(jpeg).digest('hex'));
    expect(await decodePicture(analysis.thumbnail)).toMatchObject({ width: 240, height: 180 });
    expect(await decodePicture(analysis.reencoded ?? new Uint8Array())).toMatchObject({ width: 640, height: 480 });
    expect(analysis.exposure.contrast).toBeGreaterThan(50);
    expect(analysis.colour).toBeNull();
  });

  it('takes the colour of the skin where it is asked for', async () => {
    const { colour } = await pool.analyse({ attemptId: 'one', jpeg, priority: 'challenge', wantColour: true });
    // of any skin: more red than blue, and something to see
    expect(colour?.r).toBeGreaterThan(colour?.b ?? 255);
    expect(colour?.b).toBeGreaterThan(10);
    expect(colour?.clipped).toBeLessThan(0.1);
  });

  it('says the same about the same frame, whether SSD looked too or not', async () => {
    const [plain, thorough] = await Promise.all(
      [false, true].map((wantSsd) => pool.analyse({ attemptId: 'one', jpeg, priority: 'routine', wantSsd })),
    );
    expect(thorough?.detector).toBe('ssd');
    expect(descriptorDistance(plain?.subject?.descriptor ?? [], thorough?.subject?.descriptor ?? [])).toBe(0);
    expect(plain?.reencoded).toBeNull();
  });

  it('follows the previous subject to the other person of two', async () => {
    const several = await facePhoto('several');
    const first = await pool.analyse({ attemptId: 'two', jpeg: several, priority: 'challenge' });
    const other = first.faces.find((face) => face !== first.subject);
    const second = await pool.analyse({
      attemptId: 'two',
      jpeg: several,
      priority: 'challenge',
      ...(other ? { previousSubject: other.box } : {}),
    });
    expect(second.subject?.box).toEqual(other?.box);
    expect(descriptorDistance(first.subject?.descriptor ?? [], second.subject?.descriptor ?? [])).toBeGreaterThan(0.6);
  });

  it('tells a bad picture from a fault', async () => {
    const bad = pool.analyse({ attemptId: 'one', jpeg: new Uint8Array(10), priority: 'challenge' });
    await expect(bad).rejects.toBeInstanceOf(PictureError);
    await expect(bad).rejects.toMatchObject({ code: 'PICTURE_TYPE' });
    expect(pool.stats()).toMatchObject({ engine: expect.stringMatching(/^onnxruntime \d/), badPictures: 1, faults: 0 });
  });
});

/** A thread that is ended inside onnxruntime would take this process with it. */
describe('the analysis pool, ended at a bad moment', () => {
  it.each([1, 60, 150, 300, 600])('is closed %d ms after it was started', async (ms) => {
    const pool = createAnalysisPool({ threads: 2, modelsDir, maxQueue: 20 });
    await new Promise((resolve) => setTimeout(resolve, ms));
    await pool.close();
    expect(pool.stats()).toMatchObject({ running: 0, waiting: 0 });
  });

  it('gives up frames that take too long, and is closed while others are computed', async () => {
    const jpeg = await facePhoto('several');
    const pool = createAnalysisPool({ threads: 2, modelsDir, maxQueue: 20, timeoutMs: 25 });
    await pool.ready;
    const frames = Array.from({ length: 2 }, (_, i) => pool.analyse({ attemptId: `${i}`, jpeg, priority: 'routine', wantSsd: true }));
    const all = Promise.allSettled(frames);
    await Promise.race(frames.map((frame) => frame.catch(() => undefined)));
    await pool.close();
    const outcomes = (await all).map(({ status }) => status);
    expect(outcomes).toContain('rejected');
    expect(pool.stats().faults).toBeGreaterThan(0);
  });
});
