import type { ViolationKind } from '@invigil/shared';

/** The measurement that says how strong a finding of its kind is; null where none does. */
const MEASURE = {
  identity_mismatch: 'distance',
  face_missing: null,
  multiple_faces: 'faces',
  descriptor_forged: 'between',
  screen_detected: 'confidence',
  // failed movements confirm it, whatever the passive score of the moment
  spoof_suspected: 'failed',
  frame_replayed: 'repeats',
  looking_away: 'seconds',
  telemetry_gap: null,
  challenge_unanswered: null,
  picture_unavailable: null,
  second_session: 'devices',
  sequence_conflict: null,
  proctor_note: null,
} as const satisfies Record<ViolationKind, string | null>;

/**
 * How strong a finding is among those of its kind: only to choose the pictures that are worth keeping.
 * @returns a number to compare within one kind; 0 where nothing is measured
 */
export function strengthOf(kind: ViolationKind, measurements: Record<string, unknown>): number {
  const measure = MEASURE[kind];
  const value = measure === null ? 0 : measurements[measure];
  return typeof value === 'number' ? value : 0;
}
