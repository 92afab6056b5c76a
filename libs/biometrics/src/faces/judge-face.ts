import { centreOf } from './landmarks.js';
import type { Box, GateReason, GateResult, HeadPose, Landmarks, PictureQuality } from '../types.js';

/** Bounds of what can be scored. Off them a face is "cannot be scored", never a violation. */
export interface GateThresholds {
  /** Widest yaw to either side. */
  readonly maxYaw: number;
  readonly minPitch: number;
  readonly maxPitch: number;
  /** Least distance of the eyes in pixels. */
  readonly minEyeDistance: number;
  /** Largest share of the landmarks that may lie beyond the picture's border. */
  readonly maxOutside: number;
  /** Least contrast inside the face, in levels of brightness. */
  readonly minContrast: number;
  /** Least ratio of contrast to noise. */
  readonly minContrastToNoise: number;
  /** Least sharpness; see `PictureQuality`. */
  readonly minSharpness: number;
}

/** Measured on photos made dark, noisy and blurred (docs/accuracy.md): they let every honest photo of it pass. */
export const DEFAULT_GATES: GateThresholds = {
  maxYaw: 0.25,
  minPitch: 0.35,
  maxPitch: 0.75,
  minEyeDistance: 28,
  maxOutside: 0,
  minContrast: 24,
  minContrastToNoise: 12,
  minSharpness: 0.026,
};

export interface JudgedFace {
  readonly landmarks: Landmarks;
  readonly pose: HeadPose;
  readonly quality: PictureQuality;
}

function reasonAgainst(
  { landmarks, pose, quality }: JudgedFace,
  frame: Pick<Box, 'width' | 'height'>,
  gates: GateThresholds,
): GateReason | null {
  const outside = landmarks.filter(({ x, y }) => x < 0 || y < 0 || x >= frame.width || y >= frame.height).length;
  if (outside > gates.maxOutside * landmarks.length) return 'cut_off';
  if (eyeDistance(landmarks) < gates.minEyeDistance) return 'small';
  // written so that NaN fails
  if (!(Math.abs(pose.yaw) < gates.maxYaw && pose.pitch > gates.minPitch && pose.pitch < gates.maxPitch)) return 'pose';
  if (quality.contrast < gates.minContrast || quality.contrast < gates.minContrastToNoise * quality.noise) return 'dark';
  return quality.sharpness < gates.minSharpness ? 'blurred' : null;
}

function eyeDistance(landmarks: Landmarks): number {
  const left = centreOf(landmarks, 36, 42);
  const right = centreOf(landmarks, 42, 48);
  return Math.hypot(right.x - left.x, right.y - left.y);
}

/**
 * Whether a face can be scored, and if not the first reason against it, in the order in which a person would mend it: cut off, small, pose, dark, blurred.
 * @param frame width and height of the picture in pixels.
 */
export function judgeFace(face: JudgedFace, frame: Pick<Box, 'width' | 'height'>, gates: GateThresholds = DEFAULT_GATES): GateResult {
  const reason = reasonAgainst(face, frame, gates);
  return { scorable: reason === null, reason };
}
