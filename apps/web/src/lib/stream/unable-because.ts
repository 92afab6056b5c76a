import type { Unable } from '@invigil/shared';
import { CameraProblem } from '../camera/camera-problem.ts';

/**
 * Why there is no picture of this moment, in the wire's words.
 * @param error what looking through the camera threw
 * @param muted the system, or a switch on the camera, holds the picture back
 * @param hidden the page is in the background, where browsers stop refreshing a video
 */
export function unableBecause(error: unknown, muted: boolean, hidden: boolean): Unable {
  if (!(error instanceof CameraProblem)) return hidden ? 'hidden' : 'busy';
  if (error.kind !== 'still' || muted) return 'camera_off';
  return hidden ? 'hidden' : 'still';
}
