import { SCREEN_START, screenOver } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import type { Policy } from '@invigil/shared';

/**
 * Whether the frames of a check-in or an enrolment look as if a screen showed the face: more than half of them reach the policy's confidence. Pure.
 * @param frames 1 to 5 analyses; those that nobody looked at for a screen do not count
 */
export function shownByScreen(
  frames: readonly Pick<FrameAnalysis, 'screen'>[],
  rule: Pick<Policy['screen'], 'on' | 'door' | 'confidence'>,
): boolean {
  if (!rule.on || !rule.door) return false;
  let state = SCREEN_START;
  let confidence = 0;
  for (const { screen } of frames) if (screen) ({ state, confidence } = screenOver(state, screen));
  return state.looks.length > 0 && confidence >= rule.confidence;
}
