import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';

interface State {
  /** Samples in a row with the head turned away; null after one that faces the screen. */
  streak: { since: number; until: number; samples: number } | null;
}

/** A turn that was not seen for so many looks has ended. */
const LOST_LOOKS = 4;

/**
 * The head turned aside, sample after sample. Off by default: people think looking at the wall. It rests on the page's word alone and weighs next to nothing.
 * A sample without a pose (no face, no engine) neither counts nor ends it; the longest absence is `face_missing`'s business.
 */
export const lookingAway: Check<State> = {
  kind: 'looking_away',
  initial: { streak: null },
  on: (policy) => policy.lookingAway.on,
  judge(state, observation, { lookingAway: rule, sampleSeconds }) {
    if (observation.type !== 'sample' || observation.pose === null) return { state };
    const { at, pose } = observation;
    if (Math.abs(pose.yaw) < rule.yaw) return { state: { streak: null } };
    const before =
      state.streak && at - state.streak.until <= LOST_LOOKS * sampleSeconds * 1000 ? state.streak : { since: at, until: at, samples: 0 };
    const streak = { since: Math.min(before.since, at), until: Math.max(before.until, at), samples: before.samples + 1 };
    const seconds = (streak.until - streak.since) / 1000;
    if (seconds < rule.seconds || streak.samples < rule.samples) return { state: { streak } };
    return {
      state: { streak },
      offence: {
        at,
        confirmed: true,
        severity: VIOLATIONS.looking_away.severity,
        measurements: { seconds, samples: streak.samples, yaw: pose.yaw, pitch: pose.pitch },
      },
    };
  },
};
