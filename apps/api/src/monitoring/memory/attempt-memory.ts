import type { AttemptState, Lane } from '@invigil/shared';
import type { Box } from '@invigil/biometrics';
import type { CurrentPolicy } from '../../exams/policies.service.js';
import type { RunningCheck } from '../checks/check.js';
import type { LivenessMind } from './liveness-mind.js';
import type { SeenFrames } from './seen-frames.js';
import type { Sight } from './sight.js';

export interface StreamInfo {
  readonly lane: Lane;
  readonly device: string;
  readonly createdAt: number;
  /** Highest number committed and highest number that the page says it used. */
  head: number;
  claimed: number;
}
/** A frame that the server is waiting for. */
export interface PendingChallenge {
  readonly nonce: string;
  readonly deadlineAt: number;
  /** Null while no page has been told. */
  deliveredAt: number | null;
}

/** What the server keeps in mind of one attempt. It belongs to that attempt alone, is changed only in its own strand, and can be rebuilt from the database. */
export interface AttemptMemory {
  readonly attemptId: string;
  readonly examId: string;
  readonly userId: string;
  state: AttemptState;
  policy: CurrentPolicy;
  policyReadAt: number;
  /** 128 numbers; null when the person has no template that may judge them. Gone with the attempt. */
  template: Float32Array | null;
  checks: RunningCheck[];
  streams: Map<string, StreamInfo>;
  /** When the page was last heard, milliseconds. */
  heardAt: number;
  /** Frames analysed so far: every third is looked at with SSD. */
  frames: number;
  previousSubject: Box | undefined;
  /** What the student reads now. */
  hint: string | null;
  /** How well the person is seen. */
  sight: Sight;
  /** The attempt's pictures by their bytes. */
  seenFrames: SeenFrames;
  challenge: PendingChallenge | null;
  /** Frames in a row that the page said it cannot take. */
  unables: number;
  /** Head movements: asked for now, and how the last ones ended. */
  liveness: LivenessMind;
  /** When to ask for the next frame by chance; null until one is drawn. */
  nextChallengeAt: number | null;
  /** Frames asked for because of what is suspected now, and when the last one was. */
  rechecks: { count: number; lastAt: number };
}
