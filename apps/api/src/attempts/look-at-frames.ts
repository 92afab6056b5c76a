import { isTooDark } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';

/** Why too few of the frames could be compared: what most of them had against them. */
export type Obstacle = 'no_face' | 'several' | 'cut_off' | 'small' | 'pose' | 'dark' | 'blurred';

export interface Look {
  /** Frames with one face that can be scored. */
  readonly scorable: readonly FrameAnalysis[];
  /** Null when there are enough of them. */
  readonly obstacle: Obstacle | null;
}

/** The median of fewer is no steadier than a single frame. */
const ENOUGH = 3;

function obstacleIn({ faces, subject, exposure }: FrameAnalysis): Obstacle | null {
  if (!subject) return isTooDark(exposure) ? 'dark' : 'no_face';
  if (faces.length > 1) return 'several';
  if (subject.gate?.scorable === true && subject.descriptor) return null;
  return subject.gate?.reason ?? 'no_face';
}

/**
 * Sorts the frames of a check-in into those that can be compared and what stands against the others. Pure.
 * @param frames analyses of 1 to 5 frames, SSD included so that the number of faces is reliable
 */
export function lookAtFrames(frames: readonly FrameAnalysis[]): Look {
  const judged = frames.map((frame) => ({ frame, obstacle: obstacleIn(frame) }));
  const scorable = judged.filter(({ obstacle }) => obstacle === null).map(({ frame }) => frame);
  if (scorable.length >= ENOUGH) return { scorable, obstacle: null };
  const counts = new Map<Obstacle, number>();
  for (const { obstacle } of judged) if (obstacle) counts.set(obstacle, (counts.get(obstacle) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return { scorable, obstacle: most?.[0] ?? 'no_face' };
}
