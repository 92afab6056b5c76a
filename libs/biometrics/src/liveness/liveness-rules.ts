import { type FlashRules } from './flash-rules.js';

/** Bounds of the head-movement challenge. Angles are the ratios of `HeadPose`, relative to the person's own look straight ahead. */
export interface LivenessRules {
  /** Time for everything once begun. */
  readonly seconds: number;
  /** Movements drawn, 1 to 4. */
  readonly moves: number;
  /** Change of the yaw ratio that counts as a turn; 0.2 is some 20° of a head, and out of reach of a flat picture. */
  readonly yaw: number;
  /** Change of the pitch ratio that counts as a nod. */
  readonly pitch: number;
  /** How far the nose must have moved beyond what any flat picture of the face could show, in distances of the eyes. */
  readonly depth: number;
  /** Frames in a row that a movement, and looking straight again, must be held. */
  readonly hold: number;
  /** Frames in a row of looking straight from which the person's own pose is taken. */
  readonly baseline: number;
  /** Frames in a row of a clearly other movement that fail the run. */
  readonly wrong: number;
  /** Distance of descriptors from which a face looking ahead is another one. */
  readonly sameFace: number;
  /** The same for a turned head, which lies further from itself. */
  readonly sameTurned: number;
  /** Frames with a strange nonce that fail the run: one comes from a lost answer, several are a replay. */
  readonly strange: number;
  /** Colours after the movements, or null for none. */
  readonly flash: FlashRules | null;
}

/**
 * The pipeline whose landmarks the bounds belong to: those of the first look at the face. The second look, on the upright face, pulls the points of a
 * turned head towards those of one that looks ahead, and the ratios with them.
 */
export const LIVENESS_PIPELINE = 'v1';

export const DEFAULT_LIVENESS: LivenessRules = {
  seconds: 30,
  moves: 3,
  yaw: 0.2,
  pitch: 0.12,
  depth: 0.055,
  hold: 2,
  baseline: 3,
  wrong: 3,
  sameFace: 0.6,
  sameTurned: 0.8,
  strange: 3,
  flash: null,
};
