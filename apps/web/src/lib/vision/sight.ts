import type { PictureFindings } from '@invigil/biometrics/browser';
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

/** What the engine found in a picture of `width` × `height` pixels, as the page tells it: a descriptor only when the face can be scored. */
export function claimOf(
  { faces, subjectIndex }: Pick<PictureFindings, 'faces' | 'subjectIndex'>,
  width: number,
  height: number,
): Pick<Sight, 'claim' | 'place'> {
  const subject = faces[subjectIndex];
  if (!subject) return { claim: { faces: faces.length, unscorable: 'no_face', descriptor: null }, place: null };
  const { box, gate, descriptor } = subject;
  const place = { x: (box.x + box.width / 2) / width, y: (box.y + box.height / 2) / height, width: box.width / width };
  const good = gate?.scorable === true && descriptor !== undefined;
  const unscorable = good ? null : gate?.reason ? REASONS[gate.reason] : 'no_face';
  return { claim: { faces: faces.length, unscorable, descriptor: good ? writeDescriptor(descriptor) : null }, place };
}
