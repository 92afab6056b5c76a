import { makeTemplate, SCREEN_START, screenOver, TEMPLATE_FRAMES } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import type { LivenessProof } from '../tickets/liveness-proof.js';

type Looked = Pick<FrameAnalysis, 'faces' | 'subject' | 'screen' | 'reencoded'>;
/** What becomes a proof once the run and the pipeline are added. */
export type Proved = Pick<LivenessProof, 'descriptors' | 'frame' | 'screenConfidence'>;

/**
 * What the frames of a passed run prove; null where too few can be described, or they are not all of one person. Pure.
 * @param frames 3 to 5 analyses under today's pipeline, by time, with every face counted, looked at for a screen and re-encoded
 */
export function proofOf(frames: readonly Looked[]): Proved | null {
  const usable = frames.filter(({ faces, subject }) => faces.length === 1 && subject?.gate?.scorable === true && subject.descriptor);
  const descriptors = usable.flatMap(({ subject }) => subject?.descriptor ?? []).slice(-TEMPLATE_FRAMES.most);
  // the same bound as for an enrolment: somebody else's picture slipped in between is not near enough
  if (makeTemplate(descriptors).template === null) return null;
  const frame = sharpest(usable)?.reencoded;
  return frame ? { descriptors, frame, screenConfidence: screenOf(usable) } : null;
}

function sharpest(frames: readonly Looked[]): Looked | undefined {
  const sharpness = ({ subject }: Looked): number => subject?.quality?.sharpness ?? 0;
  return [...frames].sort((a, b) => sharpness(b) - sharpness(a))[0];
}

function screenOf(frames: readonly Looked[]): number {
  let [state, confidence] = [SCREEN_START, 0];
  for (const { screen } of frames) if (screen) ({ state, confidence } = screenOver(state, screen));
  return confidence;
}
