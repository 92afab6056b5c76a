import { describe, expect, it } from 'vitest';
import { createFaceEngine } from './create-face-engine.js';
import type { FaceNets } from './face-engine.js';
import { headPose } from '../faces/index.js';
import { frontalFace, painted } from '../testing/arbitraries.js';
import type { Detection } from '../types.js';

const picture = painted(640, 480, (x, y) => [x % 256, y % 256, 128]);
const seated: Detection = { box: { x: 260, y: 180, width: 120, height: 130 }, score: 0.8 };
const behind: Detection = { box: { x: 60, y: 60, width: 60, height: 60 }, score: 0.9 };

/** Nets that answer what they are told and write down what was asked of them. */
function scripted(tiny: Detection[], ssd: Detection[]) {
  const asked: string[] = [];
  function answer<T>(question: string, value: T): Promise<T> {
    asked.push(question);
    return Promise.resolve(value);
  }
  const nets: FaceNets = {
    name: 'scripted',
    detectTiny: () => answer('tiny', tiny),
    detectSsd: () => answer('ssd', ssd),
    landmarks: (_, { x, y, width, height }) => answer('landmarks', frontalFace({ size: width, x: x + width / 2, y: y + height / 2 })),
    describe: (chip) => answer(`describe ${chip.width}`, new Float32Array(128).fill(0.13)),
    dispose: () => undefined,
  };
  return { engine: createFaceEngine(nets), nets, asked };
}

describe('createFaceEngine', () => {
  it('is content with the tiny detector when it sees one face', async () => {
    const { engine, asked } = scripted([seated], [seated, behind]);
    const found = await engine.analyse(picture);
    expect(asked).toEqual(['tiny', 'landmarks', 'landmarks', 'describe 150']);
    expect(found).toMatchObject({ detector: 'tiny', subjectIndex: 0 });
    expect(found.faces[0]?.descriptor).toHaveLength(128);
    expect(found.faces[0]?.gate).toBeDefined();
    expect(found.timings.ssd).toBe(0);
  });

  it('asks SSD when told to, and describes the subject alone', async () => {
    const { engine, asked } = scripted([seated], [behind, seated]);
    const found = await engine.analyse(picture, { wantSsd: true });
    expect(asked).toEqual(['tiny', 'ssd', 'landmarks', 'landmarks', 'describe 150']);
    expect(found).toMatchObject({ detector: 'ssd', subjectIndex: 1 });
    expect(found.faces.map((face) => face.descriptor !== undefined)).toEqual([false, true]);
  });

  it.each([
    ['none', []],
    ['several', [seated, behind]],
  ])('asks SSD when tiny sees %s', async (_, tiny) => {
    const { engine, asked } = scripted(tiny, [seated]);
    expect((await engine.analyse(picture)).faces).toHaveLength(1);
    expect(asked).toContain('ssd');
  });

  it('says so when nobody is there', async () => {
    const { engine, asked } = scripted([], []);
    expect(await engine.analyse(picture)).toMatchObject({ faces: [], subjectIndex: -1, detector: 'ssd' });
    expect(asked).toEqual(['tiny', 'ssd', 'tiny']);
  });

  it('still works as the first pipeline did for whoever asks for it', async () => {
    const { engine, asked } = scripted([seated], [seated]);
    await engine.analyse(picture, { pipeline: 'v1' });
    expect(asked).toEqual(['tiny', 'landmarks', 'describe 150']);
    const alone = scripted([], []);
    await alone.engine.analyse(picture, { pipeline: 'v1' });
    expect(alone.asked).toEqual(['tiny', 'ssd']);
  });

  it('takes pose and gate from the first look at the landmarks, and everything else from the second', async () => {
    const straight = frontalFace({ size: 120, x: 320, y: 240 });
    const turned = straight.map((point, i) => (i === 30 ? { ...point, x: point.x + 20 } : point));
    const upright = frontalFace({ size: 90, x: 80, y: 80 });
    let looks = 0;
    const engine = createFaceEngine({
      ...scripted([seated], []).nets,
      landmarks: () => Promise.resolve(looks++ % 2 === 0 ? turned : upright),
    });
    const [subject] = (await engine.analyse(picture)).faces;
    expect(subject?.pose).toEqual(headPose(turned));
    expect(subject?.gate).toEqual({ scorable: false, reason: 'pose' });
    expect(headPose(subject?.landmarks ?? []).yaw).toBeCloseTo(headPose(upright).yaw, 6);
  });

  it('describes the others too when it is told to, the largest first and eight with the subject', async () => {
    const crowd = Array.from({ length: 12 }, (_, i): Detection => ({
      box: { x: 20 + i * 50, y: 300, width: 20 + i, height: 20 + i },
      score: 0.8,
    }));
    const { engine, asked } = scripted([], [seated, ...crowd]);
    const { faces, subjectIndex } = await engine.analyse(picture, { describeAll: true });
    const described = faces.flatMap((face, i) => (face.descriptor && face.gate && face.pose ? [i] : []));
    expect(subjectIndex).toBe(0);
    expect(described).toEqual([0, 6, 7, 8, 9, 10, 11, 12]);
    expect(asked.filter((question) => question.startsWith('describe'))).toHaveLength(8);
    expect((await engine.analyse(picture)).faces.filter(({ descriptor }) => descriptor)).toHaveLength(1);
  });

  it('refuses a pipeline that it does not know', async () => {
    await expect(scripted([seated], []).engine.analyse(picture, { pipeline: 'v99' })).rejects.toThrow(/v99/);
  });

  it('follows the previous subject', async () => {
    const { engine } = scripted([], [seated, behind]);
    expect((await engine.analyse(picture, { previousSubject: behind.box })).subjectIndex).toBe(1);
  });

  it('warms up every net, and measures the usual way only', async () => {
    const { engine, asked } = scripted([seated], [seated]);
    await engine.warmUp();
    expect(asked).toContain('ssd');
    asked.length = 0;
    expect(await engine.measure()).toBeGreaterThanOrEqual(0);
    expect(asked).not.toContain('ssd');
  });
});
