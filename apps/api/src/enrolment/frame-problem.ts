import type { GateReason } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';

const ADVICE = {
  cut_off: 'the face is cut off. Sit in the middle of the picture',
  small: 'the face is too far away. Come closer to the camera',
  pose: 'the face is turned away. Look straight into the camera',
  dark: 'the face is too dark. Turn on a light in front of you',
  blurred: 'the face is blurred. Hold still and wipe the lens',
} as const satisfies Record<GateReason, string>;

/**
 * Why a frame cannot be used for enrolment, in words that a person can act on; null when it can.
 * @param number of the frame, from 1
 */
export function frameProblem(analysis: Pick<FrameAnalysis, 'faces' | 'subject'>, number: number): string | null {
  const say = (what: string): string => `Frame ${String(number)}: ${what}, then try again.`;
  if (analysis.faces.length > 1)
    return say(
      `${analysis.faces.length === 2 ? 'two faces' : `${String(analysis.faces.length)} faces`} are in the picture. Be alone in front of the camera`,
    );
  if (!analysis.subject) return say('no face was found. Make sure that your face is visible to the camera');
  const { gate, descriptor } = analysis.subject;
  if (gate?.reason) return say(ADVICE[gate.reason]);
  return gate?.scorable && descriptor ? null : say('the face could not be measured. Look straight into the camera');
}
