import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descriptorDistance } from '../matching/index.js';
import type { FaceEngine, PictureFindings } from '../engine/index.js';
import { facePhoto } from '../samples/index.js';
import type { SampleScene } from '../samples/index.js';
import { createNodeEngine } from './create-node-engine.js';
import { decodePicture } from './decode-picture.js';

const modelsDir = path.resolve(import.meta.dirname, '../../../../models');

/** People in different light and place, two at once, nobody, and hardly any light. */
const SCENES: readonly (readonly [SampleScene, number])[] = [
  ['student', 0],
  ['student', 5],
  ['impostor', 3],
  [{ person: 4 }, 2],
  [{ person: 7 }, 8],
  ['several', 1],
  ['empty', 0],
  ['dark', 0],
];

/** The whole pipeline on the same JPEGs, by both engines that run without a graphics card. */
describe('the pipeline on onnxruntime and on tfjs', { timeout: 120_000 }, () => {
  const engines: FaceEngine[] = [];
  let found: PictureFindings[][];

  beforeAll(async () => {
    engines.push(await createNodeEngine({ modelsDir }), await createNodeEngine({ modelsDir, engine: 'tfjs' }));
    const pictures = await Promise.all(SCENES.map(async ([scene, variant]) => decodePicture(await facePhoto(scene, { variant }))));
    found = [];
    for (const picture of pictures) {
      const both: PictureFindings[] = [];
      for (const engine of engines) both.push(await engine.analyse(picture, { wantSsd: true }));
      found.push(both);
    }
  }, 120_000);

  afterAll(() => engines.forEach((engine) => engine.dispose()));

  it('runs on the engine that was asked for', () => {
    expect(engines.map(({ name }) => name)).toEqual([expect.stringMatching(/^onnxruntime \d/), 'face-api tfjs-wasm']);
  });

  it.each(SCENES.map(([scene, variant], i) => ({ scene, variant, i })))('agrees on $scene, $variant', ({ i }) => {
    const [onnx, tfjs] = found[i]!;
    expect(onnx!.faces.map(({ gate }) => gate)).toEqual(tfjs!.faces.map(({ gate }) => gate));
    expect(onnx!.subjectIndex).toBe(tfjs!.subjectIndex);
    onnx!.faces.forEach(({ box, score }, face) => {
      const other = tfjs!.faces[face]!;
      for (const side of ['x', 'y', 'width', 'height'] as const) expect(Math.abs(box[side] - other.box[side])).toBeLessThan(1);
      expect(Math.abs(score - other.score)).toBeLessThan(1e-3);
    });
    const [pose, otherPose] = [onnx!, tfjs!].map(({ faces, subjectIndex }) => faces[subjectIndex]?.pose);
    for (const side of ['yaw', 'pitch', 'roll'] as const)
      expect(Math.abs((pose?.[side] ?? 0) - (otherPose?.[side] ?? 0))).toBeLessThan(0.01);
    const [a, b] = [onnx!, tfjs!].map(({ faces, subjectIndex }) => faces[subjectIndex]?.descriptor);
    if (a && b) expect(descriptorDistance(a, b)).toBeLessThan(0.02);
    expect(a === undefined).toBe(b === undefined);
  });

  it('saw faces and empty rooms', () => {
    expect(found.map(([onnx]) => onnx!.faces.length)).toEqual(expect.arrayContaining([0, 1, 2]));
  });
});
