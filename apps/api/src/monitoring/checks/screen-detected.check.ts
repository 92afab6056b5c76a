import { SCREEN_START, screenOver, type ScreenState } from '@invigil/biometrics';
import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';

const SUSPECTED = 0.3;
/** Share of the frames that a verdict takes, after which it marks the tile: from then on every frame is looked at closely. */
const EARLY = 0.25;

/**
 * The face is shown by a screen. Confirmed by the policy's number of frames, more than half of which must look like it: frames of one camera resemble each other,
 * so that no number of doubtful ones adds up. Suspected from a quarter of them. Lasts until most frames look otherwise.
 */
export const screenDetected: Check<ScreenState> = {
  kind: 'screen_detected',
  initial: SCREEN_START,
  on: (policy) => policy.screen.on,
  lasting: true,
  judge(state, observation, { screen: rule }) {
    if (observation.type !== 'frame' || !observation.screen) return { state };
    const { at, frameId, screen } = observation;
    const { state: next, confidence, frames, cues } = screenOver(state, screen, rule.frames);
    if (frames < Math.max(2, EARLY * rule.frames)) return { state: next };
    if (confidence < rule.confidence) return { state: next, ended: true };
    // the picture that is kept as evidence must show it
    if (screen.confidence < rule.confidence) return { state: next };
    const confirmed = frames >= rule.frames;
    return {
      state: next,
      offence: {
        at,
        confirmed,
        severity: confirmed ? VIOLATIONS.screen_detected.severity : SUSPECTED,
        measurements: { confidence, threshold: rule.confidence, frames, cues },
        frameId,
      },
    };
  },
};
