import type { BoxShare, FaceClaim, Unscorable } from '@invigil/shared';
import { readDescriptor } from '@invigil/shared';
import { descriptorDistance, isTooDark, type GateReason, type ScreenLook } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';

/** What is stored of the server's look at a frame, without any descriptor. */
export interface FrameFacts {
  faces: BoxShare[];
  /** Index into `faces`. */
  subject: number | null;
  distance: number | null;
  unscorable: Unscorable | null;
  /** Distance between the page's descriptor and the server's, where both saw exactly one face. */
  between: number | null;
  detector: 'tiny' | 'ssd';
  ms: number;
  /** Exactly these bytes came before; absent where they did not. */
  repeat?: true;
  /** Whether the face looked as if a screen showed it; absent where nobody looked. */
  screen?: ScreenLook;
}

const REASONS = { cut_off: 'cut_off', small: 'too_small', pose: 'pose', dark: 'dark', blurred: 'blurred' } as const satisfies Record<
  GateReason,
  Unscorable
>;
const inside = (value: number): number => Math.min(1, Math.max(0, value));

function shareOf({ x, y, width, height }: BoxShare, picture: { width: number; height: number }): BoxShare {
  const left = inside(x / picture.width);
  const top = inside(y / picture.height);
  return { x: left, y: top, width: inside((x + width) / picture.width) - left, height: inside((y + height) / picture.height) - top };
}

/** Why there is nothing to compare; null where there is. Nobody in a dark picture says nothing about the chair. */
function unscorable({ subject, exposure }: FrameAnalysis): Unscorable | null {
  if (subject === null) return isTooDark(exposure) ? 'dark' : 'no_face';
  const reason = subject.gate?.reason ?? null;
  return reason === null ? null : REASONS[reason];
}

/**
 * Compares what the analysis found with the template and with the page's claim about this very frame.
 * @param repeat whether the same bytes came before, at another moment of the attempt
 */
export function frameFacts(
  analysis: FrameAnalysis,
  template: Float32Array | null,
  claim: FaceClaim | null,
  { repeat = false } = {},
): FrameFacts {
  const { subject, subjectIndex } = analysis;
  const scored = subject?.gate?.scorable === true ? subject.descriptor : undefined;
  // with several faces the page may well have described another one than the server: no lie
  const alone = analysis.faces.length === 1 && claim?.faces === 1;
  const claimed = alone && claim.descriptor ? readDescriptor(claim.descriptor) : undefined;
  return {
    faces: analysis.faces.map(({ box }) => shareOf(box, analysis)),
    subject: subjectIndex < 0 ? null : subjectIndex,
    distance: scored && template ? descriptorDistance(scored, template) : null,
    unscorable: unscorable(analysis),
    between: scored && claimed ? Math.min(9.99, descriptorDistance(scored, claimed)) : null,
    detector: analysis.detector,
    ms: Math.round(analysis.timings.total),
    // a covered lens gives the same black again and again, from any camera
    ...(repeat && !isTooDark(analysis.exposure) ? { repeat } : {}),
    ...(analysis.screen ? { screen: analysis.screen } : {}),
  };
}
