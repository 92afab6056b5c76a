import { MAX_BATCH } from '@invigil/shared';

export const MAX_BATCH_BYTES = 500_000;

/**
 * How many of the waiting entries go into one batch: at most 32, at most 500 KB, without a hole in their numbers, and at least one when there is any.
 * @param waiting number and size in bytes, in order of their numbers
 */
export function chooseBatch(waiting: readonly { seq: number; size: number }[]): number {
  let bytes = 0;
  let count = 0;
  for (const { seq, size } of waiting) {
    const follows = count === 0 || seq === (waiting[count - 1]?.seq ?? 0) + 1;
    if (count === MAX_BATCH || !follows || (count > 0 && bytes + size > MAX_BATCH_BYTES)) break;
    bytes += size;
    count++;
  }
  return count;
}
