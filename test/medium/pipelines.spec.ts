import path from 'node:path';
import { descriptorDistance, headPose, pipelineOf, PIPELINES } from '@invigil/biometrics';
import { createNodeEngine, decodePicture } from '@invigil/biometrics/node';
import { turnedFace } from '@invigil/biometrics/samples';
import { describe, expect, it } from 'vitest';
import { facePhoto } from '../support/faces/index.js';

const modelsDir = path.resolve(import.meta.dirname, '../../models');

/** The first numbers of one sample's descriptor as face-api on tfjs computed them when the first pipeline was the only one. */
const FIRST_PIPELINE = [-0.0330824, 0.067363, 0.0911011, -0.0499063, -0.125267, -0.0443211, -0.0982968, -0.0889722];

describe('pipelines on the real nets', () => {
  it('gives templates of the first pipeline the numbers that they were made with, and newer ones others of the same person', async () => {
    const engine = await createNodeEngine({ modelsDir });
    const picture = await decodePicture(await facePhoto({ person: 3 }, { variant: 7 }));
    const descriptors = [];
    for (const { name } of PIPELINES) {
      const { faces, subjectIndex } = await engine.analyse(picture, { pipeline: name });
      descriptors.push(faces[subjectIndex]?.descriptor ?? new Float32Array());
    }
    engine.dispose();
    const [first = new Float32Array(), ...newer] = descriptors;
    FIRST_PIPELINE.forEach((number, i) => expect(first[i]).toBeCloseTo(number, 4));
    for (const descriptor of newer) {
      expect(descriptorDistance(first, descriptor)).toBeGreaterThan(0.01);
      expect(descriptorDistance(first, descriptor)).toBeLessThan(0.3);
    }
  });

  it('tells a turned head by the landmarks of the first look, which the second draws towards the front', async () => {
    const engine = await createNodeEngine({ modelsDir });
    try {
      for (const share of [0.7, 1]) {
        const picture = await turnedFace('right', share);
        const [v1, newest] = await Promise.all(
          ['v1', pipelineOf().name].map(async (pipeline) => {
            const { faces, subjectIndex } = await engine.analyse(picture, { pipeline });
            return faces[subjectIndex];
          }),
        );
        expect(newest?.pose?.yaw).toBeCloseTo(v1?.pose?.yaw ?? NaN, 6);
        expect(newest?.gate?.reason).toBe('pose');
        // what the pose was before, and what the gate then let pass
        const drawn = headPose(newest?.landmarks ?? []).yaw / (newest?.pose?.yaw ?? NaN);
        expect(drawn).toBeGreaterThan(0);
        expect(drawn).toBeLessThan(0.85);
      }
    } finally {
      engine.dispose();
    }
  });
});
