import type { LivenessFrame } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';

/** A frame as the judging of a run sees it. */
export function seenOn({ faces, subject, detector, colour }: FrameAnalysis, nonce: string, at: number): LivenessFrame {
  const { landmarks, pose, descriptor } = subject ?? {};
  const face = landmarks && pose ? { landmarks, pose, descriptor: descriptor ?? null } : null;
  return { at, nonce, faces: faces.length, counted: detector === 'ssd', face, colour };
}
