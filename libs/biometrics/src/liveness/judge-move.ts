import type { LivenessMove } from '@invigil/shared';
import type { LivenessBaseline, LivenessFrame } from './liveness-run.js';
import type { LivenessRules } from './liveness-rules.js';
import { faceFrame, inFrame } from './face-frame.js';
import { noseParallax } from './nose-parallax.js';

/** What a look shows while a movement is asked for. */
export interface JudgedMove {
  /** `done`: the movement, in depth. `flat`: its outline without its depth. `wrong`: clearly another one. `started`: on its way. */
  readonly seen: 'done' | 'flat' | 'wrong' | 'started' | 'nothing';
  /** The face is seen from the side as only a flat picture is: narrowed, and its nose no nearer to either side. */
  readonly tilted: boolean;
}

/** Share of the threshold from which a movement has begun, or is still far from done. */
const PART = 0.5;
/** How far beyond the threshold another movement is clearly another one: a turning head nods a little, too. */
const CLEARLY = 1.4;
/** Share of the needed depth under which there is none. */
const FLAT = 0.6;
/** Change of width over height of the face (logarithm) that only a large turn explains; a turn never widens a face so much, a nod never narrows it. */
const NARROWED = 0.2;

interface Turn {
  /** Shares of the threshold, positive in the asked direction. */
  readonly asked: number;
  /** Along the other axis, without direction. */
  readonly other: number;
  /** Nose beyond the plane in the asked direction, as a share of what is needed. */
  readonly depth: number;
}

/** Left is the person's own, which is the picture's right: the camera's picture is not mirrored. */
const SIGN = { left: 1, right: -1, up: -1, down: 1 } as const satisfies Record<LivenessMove, number>;

function turnOf(move: LivenessMove, face: NonNullable<LivenessFrame['face']>, baseline: LivenessBaseline, rules: LivenessRules): Turn {
  const yaw = (face.pose.yaw - baseline.yaw) / rules.yaw;
  const pitch = (face.pose.pitch - baseline.pitch) / rules.pitch;
  const parallax = noseParallax(baseline.landmarks, face.landmarks);
  const sideways = move === 'left' || move === 'right';
  return {
    asked: SIGN[move] * (sideways ? yaw : pitch),
    other: Math.abs(sideways ? pitch : yaw),
    depth: (SIGN[move] * (sideways ? parallax.x : parallax.y)) / rules.depth,
  };
}

/** Width of the eyes over height from eyes to mouth, which a turn of the head or of a picture changes. */
function proportion(landmarks: LivenessBaseline['landmarks']): number {
  const points = inFrame(landmarks, faceFrame(landmarks));
  const mean = (from: number, to: number, axis: 'x' | 'y'): number =>
    points.slice(from, to).reduce((sum, point) => sum + point[axis], 0) / (to - from);
  return (mean(42, 48, 'x') - mean(36, 42, 'x')) / (mean(48, 68, 'y') - mean(36, 48, 'y'));
}

/** Judges one look against the movement that is asked for. */
export function judgeMove(
  move: LivenessMove,
  face: NonNullable<LivenessFrame['face']>,
  baseline: LivenessBaseline,
  rules: LivenessRules,
): JudgedMove {
  const { asked, other, depth } = turnOf(move, face, baseline, rules);
  const changed = Math.log(proportion(face.landmarks) / proportion(baseline.landmarks));
  const tilted = Math.abs(changed) > NARROWED && Math.abs(depth) < FLAT;
  const likely = move === 'left' || move === 'right' ? changed < NARROWED : changed > -NARROWED;
  if (asked >= 1 && depth >= 1) return { seen: likely ? 'done' : 'nothing', tilted };
  if (asked >= 1 && depth < FLAT) return { seen: 'flat', tilted };
  if (asked <= -1 || (other >= CLEARLY && asked < PART)) return { seen: 'wrong', tilted };
  return { seen: asked >= PART ? 'started' : 'nothing', tilted };
}
