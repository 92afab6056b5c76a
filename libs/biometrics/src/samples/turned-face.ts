import type { LivenessMove } from '@invigil/shared';
import type { Picture } from '../types.js';
import { frameVariant } from './frame-variant.js';
import { randomFrom } from './random.js';
import { sampleScene } from './sample-scene.js';
import type { SampleScene } from './sample-scene.js';
import { turnPicture, type FaceAnchor, type HeadTurn } from './turn-picture.js';

/** The person of the demo photos whose head can be turned: it looks ahead, upright, with room around it. */
export const TURNER = { person: 2 } as const satisfies SampleScene;
/** Where that face is in the plain frame. */
const ANCHOR: FaceAnchor = { eyes: { x: 312.27, y: 197.46 }, apart: 66.56, roll: 0.008 };
/** Degrees at which the landmark net sees each movement clearly. */
const TURNS = {
  left: { yaw: 36, pitch: 0 },
  right: { yaw: -36, pitch: 0 },
  up: { yaw: 0, pitch: -28 },
  down: { yaw: 0, pitch: 35 },
} as const satisfies Record<LivenessMove, HeadTurn>;
/** Levels of a sensor's noise, each way. */
const NOISE = 3;

/**
 * One photo of a person with the head turned as asked for, 640 × 480; null looks ahead.
 * @param share how far, from 0 to 1
 */
export async function turnedFace(move: LivenessMove | null, share = 1): Promise<Picture> {
  const ahead = await sampleScene(TURNER, frameVariant(0));
  if (move === null) return ahead;
  const { yaw, pitch } = TURNS[move];
  return turnPicture(ahead, ANCHOR, { yaw: yaw * share, pitch: pitch * share });
}

/** The same picture with fresh noise: a camera never gives the same one twice. The same seed gives the same noise. */
export function withNoise({ data, width, height }: Picture, seed: number): Picture {
  const random = randomFrom(seed + 31);
  const noisy = data.map((level) => Math.max(0, Math.min(255, level + (random() * 2 - 1) * NOISE)));
  return { data: noisy, width, height };
}
