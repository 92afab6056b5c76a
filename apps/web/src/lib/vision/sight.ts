import type { HeadPose, PictureFindings } from '@invigil/biometrics/browser';
import { type FaceClaim, type Unscorable, writeDescriptor } from '@invigil/shared';

/** Where the face is, as shares of the picture: middle, and width. */
export interface Place {
  x: number;
  y: number;
  width: number;
}
/** What one look found. */
export interface Sight {
  claim: FaceClaim;
  place: Place | null;
  jpeg: Uint8Array<ArrayBuffer> | null;
  ms: number;
}

const REASONS = { cut_off: 'cut_off', small: 'too_small', pose: 'pose', dark: 'dark', blurred: 'blurred' } as const satisfies Record<
  string,
  Unscorable
>;

/** The claim for a look without an engine. */
export const NOT_DESCRIBED: FaceClaim = { faces: 0, unscorable: 'no_engine', descriptor: null };

/** Ratios beyond which a number is nonsense from badly placed landmarks; the wire takes no more. */
const MOST = 9;
const within = (ratio: number): number => Math.max(-MOST, Math.min(MOST, Math.round(ratio * 1000) / 1000));

/** Direction of the head as the wire has it; null where it cannot be told. */
const turned = (pose: HeadPose | undefined): FaceClaim['pose'] =>
  pose && Number.isFinite(pose.yaw) && Number.isFinite(pose.pitch) ? { yaw: within(pose.yaw), pitch: within(pose.pitch) } : null;

/** What the engine found in a picture of `width` × `height` pixels, as the page tells it: a descriptor only when the face can be scored. `tooDark`: so little light that seeing nobody says nothing. */
export function claimOf(
  { faces, subjectIndex }: Pick<PictureFindings, 'faces' | 'subjectIndex'>,
  width: number,
  height: number,
  tooDark: boolean,
): Pick<Sight, 'claim' | 'place'> {
  const subject = faces[subjectIndex];
  // nobody in a dark picture says nothing about the chair
  if (!subject)
    return { claim: { faces: faces.length, unscorable: tooDark ? 'dark' : 'no_face', descriptor: null, pose: null }, place: null };
  const { box, gate, descriptor, pose } = subject;
  const place = { x: (box.x + box.width / 2) / width, y: (box.y + box.height / 2) / height, width: box.width / width };
  const good = gate?.scorable === true && descriptor !== undefined;
  const unscorable = good ? null : gate?.reason ? REASONS[gate.reason] : 'no_face';
  return { claim: { faces: faces.length, unscorable, descriptor: good ? writeDescriptor(descriptor) : null, pose: turned(pose) }, place };
}
