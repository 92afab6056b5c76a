import { descriptorDistance, medianDistance } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import type { InstallationSettings } from '@invigil/shared';
import type { LivenessProof } from '../tickets/liveness-proof.js';

export const UNREADABLE = 'The picture could not be read; please try again';
export const NO_FACE = 'No face detected. Please make sure your face is visible in the camera.';
export const SEVERAL = 'More than one face is in the picture. Be alone in front of the camera, then try again.';
export const NOT_ENCODED = 'Could not encode face';
export const UNKNOWN = 'Face not recognised; a mail has been sent to you';
const screenSeen = (confidence: number): string => `Access denied: a screen was detected (${String(Math.round(confidence))} %)`;

/** `again` costs nothing; `denied` is a failure that the owner is told of. */
export type Judged =
  | { result: 'again'; message: string }
  | { result: 'denied'; reason: 'screen' | 'not_recognised'; message: string }
  | { result: 'recognised' };

type Seen = Pick<FrameAnalysis, 'faces' | 'subject' | 'screen'>;
/** Largest distance at which the picture and the frames of the tasks show one person, within the same minute. */
const SAME_MINUTE = 0.6;

/**
 * One picture against the account's own template, in the order in which a person would mend it: screen, face, description, match. Pure.
 * @param seen the picture under today's pipeline
 * @param inOwn its description under the template's pipeline; the same unless the template is older
 * @param proof the tasks that were done for it: the picture must show the face of their frames, and these must not come off a screen either
 */
export function judgePicture(
  seen: Seen,
  inOwn: Float32Array | null,
  template: Float32Array,
  proof: LivenessProof | null,
  { screenConfidence, tolerance }: Pick<InstallationSettings['faceVerification'], 'screenConfidence' | 'tolerance'>,
): Judged {
  const confidence = Math.max(seen.screen?.confidence ?? 0, proof?.screenConfidence ?? 0);
  if (confidence >= screenConfidence) return { result: 'denied', reason: 'screen', message: screenSeen(confidence) };
  if (!seen.subject) return { result: 'again', message: NO_FACE };
  if (seen.faces.length > 1) return { result: 'again', message: SEVERAL };
  const { descriptor, gate } = seen.subject;
  if (!descriptor || !inOwn || gate?.scorable !== true) return { result: 'again', message: NOT_ENCODED };
  const own = descriptorDistance(inOwn, template) <= tolerance;
  const same = proof === null || medianDistance(descriptor, proof.descriptors) <= SAME_MINUTE;
  return own && same ? { result: 'recognised' } : { result: 'denied', reason: 'not_recognised', message: UNKNOWN };
}
