import {
  DEFAULT_LIVENESS,
  judgeMove,
  LIVENESS_PIPELINE,
  type FaceEngine,
  type FaceFinding,
  type LivenessBaseline,
  type Picture,
} from '@invigil/biometrics';
import { createNodeEngine } from '@invigil/biometrics/node';
import { frameVariant, sampleScene, tiltPicture, turnedFace, withNoise } from '@invigil/biometrics/samples';
import { LIVENESS_MOVES, type LivenessMove } from '@invigil/shared';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../support/test-app.js';

/** People of the demo photos, four of them: few, so what follows proves the wiring and is no rate. */
const PEOPLE = [0, 2, 3, 6];
const TILTS = [30, 45, 55].flatMap((angle) => [
  { yaw: angle, pitch: 0 },
  { yaw: -angle, pitch: 0 },
  { yaw: 0, pitch: angle },
  { yaw: 0, pitch: -angle },
]);
/** Five and ten distances of the eyes: a photo held close, in strong perspective, and one further away. */
const DISTANCES = [320, 640];

describe('head movements as the nets see them', () => {
  let engine: FaceEngine;

  const look = async (picture: Picture): Promise<FaceFinding | undefined> => {
    const { faces, subjectIndex } = await engine.analyse(picture, { pipeline: LIVENESS_PIPELINE });
    return faces[subjectIndex];
  };
  const baselineOf = async (picture: Picture): Promise<LivenessBaseline> => {
    const { pose, landmarks } = (await look(picture)) ?? {};
    if (!pose || !landmarks) throw new Error('No face was found on the plain picture.');
    return { yaw: pose.yaw, pitch: pose.pitch, landmarks, descriptor: null };
  };
  /** The movements that a picture counts as. */
  async function counts(baseline: LivenessBaseline, picture: Picture): Promise<LivenessMove[]> {
    const { pose, landmarks } = (await look(picture)) ?? {};
    if (!pose || !landmarks) return [];
    const face = { pose, landmarks, descriptor: null };
    return LIVENESS_MOVES.filter((move) => judgeMove(move, face, baseline, DEFAULT_LIVENESS).seen === 'done');
  }

  beforeAll(async () => {
    engine = await createNodeEngine({ modelsDir: join(repositoryRoot, 'models') });
  });
  afterAll(() => engine.dispose());

  it('a head that turns as far as one photo can show does each movement, and no other', async () => {
    const baseline = await baselineOf(await turnedFace(null));
    for (const move of LIVENESS_MOVES) {
      const face = await turnedFace(move);
      for (let seed = 0; seed < 3; seed++) expect(await counts(baseline, withNoise(face, seed))).toEqual([move]);
    }
  });

  it('a flat photo does none, however it is tilted', async () => {
    for (const person of PEOPLE) {
      const photo = await sampleScene({ person }, frameVariant(0));
      const baseline = await baselineOf(photo);
      for (const tilt of TILTS)
        for (const distance of DISTANCES)
          expect([person, tilt, distance, await counts(baseline, tiltPicture(photo, { x: 316, y: 232 }, tilt, distance))]).toEqual([
            person,
            tilt,
            distance,
            [],
          ]);
    }
  });
});
