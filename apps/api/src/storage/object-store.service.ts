import type { Area } from './object-key.js';

export interface StoredObject {
  readonly key: string;
  /** When it was written; null when it is gone by now. */
  readonly writtenAt: () => Promise<Date | null>;
}

/** Sealed bytes by generated key, in a local folder or in a bucket. What was put is safe there when `put` returns. */
export abstract class ObjectStore {
  /** Writes the whole object or none, also when the machine stops in between. */
  abstract put(key: string, bytes: Uint8Array): Promise<void>;
  /** @returns null when there is no such object */
  abstract get(key: string): Promise<Buffer | null>;
  /** Deleting what is not there is no error. */
  abstract delete(key: string): Promise<void>;
  /** Every object of an area, and what a crash left half-written (its key then ends in `.part`). */
  abstract list(area: Area): AsyncGenerator<StoredObject>;
  /** Removes what a crash left half-written; keys of whole objects are refused. */
  abstract deletePart(key: string): Promise<void>;
}
