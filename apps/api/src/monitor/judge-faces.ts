import { SCREEN_CONFIDENCE } from '@invigil/biometrics';
import { STRANGE_LOOKS, type FacePlace, type MonitorFace } from '@invigil/shared';
import type { FollowedFace } from './follow-faces.js';
import { matchConfidence } from './match-confidence.js';

/** Who is nearest to a followed face. */
export interface Nearest {
  name: string | null;
  distance: number;
}
interface Size {
  width: number;
  height: number;
}

/** Whether a face is to be searched for in this frame: only one that can be scored, and that no screen shows. Pure. */
export const isSearched = ({ clear, track }: FollowedFace): boolean => clear && track.screenConfidence < SCREEN_CONFIDENCE;

/**
 * What is said of one face, and how many looks in a row found nobody. A look that cannot be scored says nothing either way: nobody is named by it, and nobody is
 * reported by it. Pure.
 * @param nearest for a face that `isSearched`; null where nobody is known
 * @param tolerance largest distance that is the same person
 */
export function judgeFace(
  followed: FollowedFace,
  nearest: Nearest | null,
  tolerance: number,
  frame: Size,
): { face: MonitorFace; strange: number } {
  const { track, face } = followed;
  const base = { track: track.id, place: placeOf(face.box, frame), name: null, confidence: null };
  if (track.screenConfidence >= SCREEN_CONFIDENCE)
    return { face: { ...base, kind: 'screen', confidence: Math.round(track.screenConfidence) }, strange: 0 };
  if (!isSearched(followed)) return { face: { ...base, kind: 'unclear' }, strange: track.strange };
  if (nearest && nearest.distance <= tolerance) {
    const confidence = matchConfidence(nearest.distance, tolerance);
    return { face: { ...base, kind: 'known', name: nearest.name, confidence }, strange: 0 };
  }
  const strange = track.strange + 1;
  return { face: { ...base, kind: strange >= STRANGE_LOOKS ? 'unknown' : 'unclear' }, strange };
}

const placeOf = ({ x, y, width, height }: FacePlace, frame: Size): FacePlace => ({
  x: share(x / frame.width),
  y: share(y / frame.height),
  width: share(width / frame.width),
  height: share(height / frame.height),
});
const share = (number: number): number => Math.round(number * 10_000) / 10_000;
