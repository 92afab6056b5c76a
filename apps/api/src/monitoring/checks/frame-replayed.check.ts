import { VIOLATIONS } from '@invigil/shared';
import type { Check } from './check.js';

const SUSPECTED = 0.3;
/** How far back repeats are counted: a recording that is mixed with live pictures adds up, two slips an hour apart do not. */
const WINDOW_MS = 60_000;
/** A driver that hangs for a moment is no offence: so many frames over so many seconds, one of which the server had asked for. */
const FRAMES = 3;
const SECONDS = 10;

interface State {
  /** Frames of the last minute whose bytes had come before. */
  repeats: readonly { frameId: string; at: number; challenged: boolean }[];
}

/**
 * Exactly the same picture again, byte for byte. A sensor's noise makes every picture of a camera another one, also of a person who sits still; so this is a
 * picture that is played again, or a camera that hangs, which the student can mend. Suspected at once; confirmed when it goes on although a fresh frame was
 * asked for. It does not see a recording that is encoded anew or gets noise of its own.
 */
export const frameReplayed: Check<State> = {
  kind: 'frame_replayed',
  initial: { repeats: [] },
  on: (policy) => policy.frameReplayed.on,
  judge(state, observation) {
    if (observation.type !== 'frame' || !observation.repeat) return { state };
    const { frameId, at, challenged } = observation;
    // both looks at one frame are one observation
    if (state.repeats.some((repeat) => repeat.frameId === frameId)) return { state };
    const repeats = [...state.repeats, { frameId, at, challenged }].filter((repeat) => at - repeat.at <= WINDOW_MS);
    const times = repeats.map((repeat) => repeat.at);
    const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
    const confirmed = repeats.length >= FRAMES && seconds >= SECONDS && repeats.some((repeat) => repeat.challenged);
    return {
      state: { repeats },
      offence: {
        at,
        confirmed,
        severity: confirmed ? VIOLATIONS.frame_replayed.severity : SUSPECTED,
        measurements: { repeats: repeats.length, seconds },
        frameId,
      },
    };
  },
};
