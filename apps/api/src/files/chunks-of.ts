import { CHUNK_BYTES } from './chunk-seal.js';

export interface Piece {
  /** Only good until the next piece is asked for: the memory is used again. */
  readonly bytes: Buffer;
  readonly last: boolean;
}

/**
 * Cuts a stream into pieces of CHUNK_BYTES; the last may be shorter, and of an empty stream it is empty. Holds one piece at a time and reads no
 * further until it has been dealt with.
 * @throws what the stream throws
 */
export async function* chunksOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  const piece = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  for await (const data of stream) {
    for (let taken = 0; taken < data.length;) {
      // whether a full piece was the last is only known once more has come
      if (filled === CHUNK_BYTES) {
        yield { bytes: piece, last: false };
        filled = 0;
      }
      const copied = data.copy(piece, filled, taken);
      filled += copied;
      taken += copied;
    }
  }
  yield { bytes: piece.subarray(0, filled), last: true };
}
