import type { FrameAnalysis } from '@invigil/biometrics/node';
import type { GateReason } from '@invigil/biometrics';
import type { ImportResult } from '@invigil/shared';

const ADVICE = {
  cut_off: 'The face is cut off. Use a photo that shows all of it.',
  small: 'The face is too small. Use a larger photo, or cut it out closer.',
  pose: 'The face is turned away. Use a photo in which the person looks into the camera.',
  dark: 'The face is too dark, or has too little contrast. Use a better lit photo.',
  blurred: 'The face is blurred. Use a sharper photo.',
} as const satisfies Record<GateReason, string>;

export type JudgedPhoto = { descriptor: Float32Array } | { result: Exclude<ImportResult, 'imported'>; message: string };

/** Whether a photo shows one person well enough to know them by. Pure. */
export function judgePhoto({ faces, subject }: Pick<FrameAnalysis, 'faces' | 'subject'>): JudgedPhoto {
  if (faces.length > 1)
    return {
      result: 'several_faces',
      message: `${String(faces.length)} faces are on the photo. Cut out the one person, then import it again.`,
    };
  if (!subject) return { result: 'no_face', message: 'No face was found on the photo. Use one that shows the face from the front.' };
  const { gate, descriptor } = subject;
  if (gate?.reason) return { result: gate.reason === 'small' ? 'too_small' : 'not_clear', message: ADVICE[gate.reason] };
  if (gate?.scorable !== true || !descriptor) return { result: 'not_clear', message: ADVICE.pose };
  return { descriptor };
}
