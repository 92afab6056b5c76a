import { livenessNow, type LivenessAdvice, type LivenessRun } from '@invigil/biometrics';
import type { LivenessStep } from '@invigil/shared';

const ADVICE = {
  no_face: "We can't see your face. Move in front of the camera.",
  alone: 'Only you should be in the picture.',
  straight: 'Look straight at the camera.',
  further: 'Good. A little further.',
  back: 'Now look straight at the camera again.',
  still: 'Hold still and look at the screen.',
  bright: 'There is too much light to see the colours. Turn away from the lamp or window, or come closer to the screen.',
  other_way: 'That was another direction. Follow the arrow.',
} as const satisfies Record<LivenessAdvice, string>;

/** What a page shows of a run: the step that it stands at, with advice in words. */
export function stepOf(run: LivenessRun): LivenessStep {
  const { move, number, of, flash } = livenessNow(run);
  const advice = run.advice === null ? null : ADVICE[run.advice];
  if (flash) return { kind: 'flash', move: null, colour: flash.colour, number, of, advice };
  return { kind: move === null ? 'centre' : 'move', move, colour: null, number, of, advice };
}
