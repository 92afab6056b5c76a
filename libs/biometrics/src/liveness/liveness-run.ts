import type { LivenessFault, LivenessMove } from '@invigil/shared';
import type { HeadPose, Landmarks } from '../types.js';
import type { FaceColour } from './face-colour.js';
import type { FaceFrame } from './face-frame.js';
import type { FlashRun } from './flash-rules.js';
import type { LivenessRules } from './liveness-rules.js';

/** Where chance comes from; on a server from a cryptographic source. */
export interface LivenessRandom {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** A fresh secret, never given out twice. */
  nonce(): string;
}

/** What was seen on one frame of a run. */
export interface LivenessFrame {
  /** Milliseconds on the clock of whoever judges; never the page's. */
  readonly at: number;
  /** When its answer leaves, on the same clock; `at` where nothing is said. What the answer tells can be seen from then on only. */
  readonly answeredAt?: number;
  /** As it came with the frame. */
  readonly nonce: string;
  readonly faces: number;
  /** The detector that sees every face was asked: only then does `faces` count. */
  readonly counted: boolean;
  /** The subject; null where no face was found. */
  readonly face: { readonly landmarks: Landmarks; readonly pose: HeadPose; readonly descriptor: Float32Array | null } | null;
  /** Of the subject, needed while colours are shown. */
  readonly colour?: FaceColour | null;
}

/** The person's own look straight ahead, which everything is measured against. */
export interface LivenessBaseline {
  readonly yaw: number;
  readonly pitch: number;
  readonly landmarks: Landmarks;
  readonly descriptor: Float32Array | null;
}

/** What keeps a run from going on. */
export type LivenessAdvice = 'no_face' | 'alone' | 'straight' | 'further' | 'back' | 'other_way' | 'still' | 'bright';

/** Frames in a row, or in all, that speak for something. */
export interface LivenessCounts {
  readonly held: number;
  readonly wrong: number;
  readonly flat: number;
  readonly several: number;
  readonly strange: number;
  readonly others: number;
  /** Looks that did not fit to the one before. */
  readonly jumps: number;
  /** Frames on which a flat picture was seen tilted, in all. */
  readonly tilted: number;
}

/** A challenge that goes on or is over. A value: each frame gives a new one. */
export interface LivenessRun {
  readonly rules: LivenessRules;
  /** The movements in their order. A page is told one at a time. */
  readonly order: readonly LivenessMove[];
  /** One for each step but the colours: straight ahead, movement, straight ahead, movement, …, straight ahead. */
  readonly nonces: readonly string[];
  /** Index of the step; as many as there are nonces once the movements are done. */
  readonly place: number;
  readonly startedAt: number;
  readonly deadlineAt: number;
  readonly state: 'running' | 'passed' | 'failed';
  readonly fault: LivenessFault | null;
  readonly advice: LivenessAdvice | null;
  readonly counts: LivenessCounts;
  /** The newest looks straight ahead, until they make the baseline. */
  readonly gathered: readonly NonNullable<LivenessFrame['face']>[];
  readonly baseline: LivenessBaseline | null;
  /** The colours that come after the movements; null when none do. */
  readonly flash: FlashRun | null;
  /** Frames that were looked at, and since when: from the beginning, or from when the colours came on. */
  readonly pace: { readonly since: number; readonly frames: number };
  /** Where the face was last. */
  readonly last: { readonly at: number; readonly frame: FaceFrame } | null;
}
