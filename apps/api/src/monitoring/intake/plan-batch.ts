import { isOver, type AttemptState, type Entry } from '@invigil/shared';
import { Problem } from '../../http/problem.js';
import { clampAt } from './clamp-at.js';

/** How a stream and its attempt stand, under the lock. Times in milliseconds. */
export interface Standing {
  head: number;
  /** `at` of the newest committed entry of the stream. */
  lastAt: number | null;
  /** When a newer stream of the same lane was minted. */
  closedAt: number | null;
  state: AttemptState;
  createdAt: number;
  endedAt: number | null;
}
export interface Hashed {
  entry: Entry;
  hash: Buffer;
}
export interface Planned<T extends Hashed> {
  item: T;
  at: number;
}
export interface Plan<T extends Hashed> {
  /** New entries, in order, with their times. */
  take: Planned<T>[];
  mark: number;
}

/** Clocks of page and server may differ by this much around a hand-over. */
const TOLERANCE_MS = 2000;

function refusal({ type }: Entry, at: number, standing: Standing): Problem | null {
  const { closedAt, state, endedAt } = standing;
  if (closedAt !== null && at > closedAt + TOLERANCE_MS) {
    return new Problem('STREAM_CLOSED', 'The attempt has been joined again since. Join it here, too, to go on from this page.');
  }
  if (type === 'event') return null;
  if (state === 'checking_in' && type !== 'message') return new Problem('WRONG_STATE', 'The attempt has not started yet. Start it first.');
  if (isOver(state) && type !== 'answer' && !(type !== 'message' && endedAt !== null && at <= endedAt)) {
    return new Problem('WRONG_STATE', 'The attempt is over; nothing more is recorded.');
  }
  return null;
}

/**
 * Decides what of a batch is written. Repeats of what is committed are fine; everything up to the first entry that may not be taken is taken.
 * @param known content hashes of committed entries by number
 * @throws Problem SEQ_GAP, SEQ_CONFLICT, STREAM_CLOSED or WRONG_STATE when nothing can be taken
 */
export function planBatch<T extends Hashed>(
  items: readonly T[],
  standing: Standing,
  known: ReadonlyMap<number, Buffer>,
  receivedAt: number,
): Plan<T> {
  requireOrder(items, standing.head);
  for (const { entry, hash } of items) {
    if (entry.seq <= standing.head && known.get(entry.seq)?.equals(hash) !== true) {
      throw new Problem(
        'SEQ_CONFLICT',
        `Number ${String(entry.seq)} was used for something else. Join the attempt again to get fresh numbers.`,
      );
    }
  }
  const take: Planned<T>[] = [];
  let last = Math.max(standing.lastAt ?? 0, standing.createdAt);
  for (const item of items.filter(({ entry }) => entry.seq > standing.head)) {
    const at = clampAt(item.entry.at, last, receivedAt);
    const refused = refusal(item.entry, at, standing);
    if (refused && take.length === 0 && item === items[0]) throw refused;
    if (refused) break;
    take.push({ item, at });
    last = at;
  }
  return { take, mark: standing.head + take.length };
}

function requireOrder(items: readonly Hashed[], head: number): void {
  let expected = Math.min(items[0]?.entry.seq ?? 1, head + 1);
  for (const { entry } of items) {
    if (entry.seq !== expected)
      throw new Problem('SEQ_GAP', `Numbers are missing. Send again from ${String(expected)} on.`, { expectedSeq: expected });
    expected += 1;
  }
}
