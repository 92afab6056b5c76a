import { seal, unseal } from '../keys/seal.js';

/** Bytes of each piece of a file but the last, before encryption. */
export const CHUNK_BYTES = 1024 * 1024;

/** How many pieces a file of so many bytes has; an empty one has one, which is empty, so that it too is authenticated. */
export const chunksIn = (size: number): number => Math.max(1, Math.ceil(size / CHUNK_BYTES));

/** Where a piece belongs. */
export interface ChunkPlace {
  readonly fileId: string;
  readonly objectKey: string;
  /** From 0. */
  readonly n: number;
  /** Bytes of the whole file on its last piece, null on every other. */
  readonly total: number | null;
}

/**
 * Encrypts one piece of a file with AES-256-GCM, bound to its file, its place, its object and, on the last, the size of the whole: pieces cannot
 * be swapped within a file or between files, nor left out, added or replaced by an earlier one.
 * @param key 32 bytes, the file's own
 */
export const sealChunk = (key: Buffer, place: ChunkPlace, plain: Uint8Array): Buffer => seal(key, plain, bound(place));

/** @throws Error when any byte, the key or the place differs from when it was sealed */
export const openChunk = (key: Buffer, place: ChunkPlace, sealed: Uint8Array): Buffer => unseal(key, sealed, bound(place));

const bound = ({ fileId, objectKey, n, total }: ChunkPlace): string => JSON.stringify(['file-chunk', 1, fileId, objectKey, n, total]);
