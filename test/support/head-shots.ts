import { encodePicture } from '@invigil/biometrics/node';
import { turnedFace, withNoise } from '@invigil/biometrics/samples';
import { LIVENESS_MOVES, type LivenessMove } from '@invigil/shared';

/** Pictures of a head on its way into each movement and back. */
export type HeadShots = Record<LivenessMove, Uint8Array[]> & { ahead: Uint8Array[] };

export async function headShots(): Promise<HeadShots> {
  const shots = async (move: LivenessMove | null, shares: number[]) =>
    Promise.all(shares.map(async (share, i) => encodePicture(withNoise(await turnedFace(move, share), i))));
  const moves = await Promise.all(LIVENESS_MOVES.map(async (move) => [move, await shots(move, [0.4, 0.75, 1, 1])] as const));
  return { ...(Object.fromEntries(moves) as Record<LivenessMove, Uint8Array[]>), ahead: await shots(null, [0, 0, 0]) };
}
