import type { Entry, Lane } from '@invigil/shared';
import type { PostedMessage } from '../../attempts/attempt-signals.js';
import type { PageSample } from '../checks/observation.js';
import type { Grouped } from './group-commit.js';
import type { QueuedFrame } from '../frames/frame-queue.js';
import type { Spooled } from '../frames/spool.service.js';

/** An entry ready to be written. */
export interface PreparedEntry {
  entry: Entry;
  hash: Buffer;
  /** What is stored of it; no descriptor, no picture, no text that is stored elsewhere. */
  body: object;
  frame: (Spooled & { id: string; sha256: Buffer; bytes: number }) | null;
}
/** A checked batch on its way into the group commit; `key` is its stream. */
export interface PreparedBatch extends Grouped {
  attemptId: string;
  authorId: string;
  lane: Lane;
  /** When a newer stream of the same lane was minted, milliseconds. */
  closedAt: number | null;
  receivedAt: number;
  entries: PreparedEntry[];
}
/** What came of it. */
export interface CommittedBatch {
  mark: number;
  taken: number;
  observations: PageSample[];
  frames: QueuedFrame[];
  messages: PostedMessage[];
  /** Object keys of pictures that are behind no receipt. */
  unused: string[];
}
