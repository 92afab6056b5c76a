import { DESCRIPTOR_BYTES, UNSCORABLE, type FaceClaim } from '@invigil/shared';

const NOTHING = 255;

/** A page's claim about a frame as bytes, to be sealed until the server has looked itself: faces, reason, then the descriptor if there is one. The pose is left out, since the server takes its own. */
export function claimBytes({ faces, unscorable, descriptor }: FaceClaim): Uint8Array {
  const reason = unscorable === null ? NOTHING : UNSCORABLE.indexOf(unscorable);
  return Uint8Array.from([faces, reason, ...(descriptor ?? [])]);
}

/** @throws RangeError when the bytes are no claim */
export function readClaim(bytes: Uint8Array): FaceClaim {
  const [faces, reason] = bytes;
  const rest = bytes.subarray(2);
  if (faces === undefined || reason === undefined || (rest.length !== 0 && rest.length !== DESCRIPTOR_BYTES))
    throw new RangeError('These bytes are no claim.');
  return { faces, unscorable: UNSCORABLE[reason] ?? null, descriptor: rest.length === 0 ? null : Uint8Array.from(rest) };
}
