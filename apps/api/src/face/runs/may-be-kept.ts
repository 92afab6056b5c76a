import { descriptorDistance, type LivenessRun } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';

/**
 * Whether a frame on which the person looks ahead may stand for them afterwards: alone, well enough to be described, where the face was the moment before, and
 * the face that the run began with. The machine forgives one odd frame; what is compared later must not be it. Pure.
 * @param run after the frame
 */
export function mayBeKept(
  { last, baseline, rules }: Pick<LivenessRun, 'last' | 'baseline' | 'rules'>,
  { faces, subject }: Pick<FrameAnalysis, 'faces' | 'subject'>,
  at: number,
): boolean {
  const { gate, descriptor } = subject ?? {};
  if (faces.length !== 1 || gate?.scorable !== true || !descriptor || last?.at !== at) return false;
  return !baseline?.descriptor || descriptorDistance(descriptor, baseline.descriptor) <= rules.sameFace;
}
