import { alignFace } from '../faces/index.js';
import type { FaceNets } from './face-engine.js';
import type { Landmarks, Picture } from '../types.js';

/** About as much room around the face as the boxes have that the net was trained on; on all measured sets 0.35 to 0.45 did equally well. */
const FRAME = { size: 160, padding: 0.4, down: 0.05 } as const;
const WHOLE = { x: 0, y: 0, width: FRAME.size, height: FRAME.size } as const;

/**
 * The landmarks once more, from the face turned upright, centred and scaled by the first ones. Which detector's box the first came from, how tight it was and how the head leans then hardly matter, so that
 * templates and probes lie alike in their chips.
 * @param landmarks 68 points in pixels of `picture`.
 * @returns 68 points in pixels of `picture`.
 * @throws RangeError when there are not 68 points, or they fall together.
 */
export async function refineLandmarks(nets: Pick<FaceNets, 'landmarks'>, picture: Picture, landmarks: Landmarks): Promise<Landmarks> {
  const upright = alignFace(picture, landmarks, FRAME);
  return (await nets.landmarks(upright.picture, WHOLE)).map(upright.toSource);
}
