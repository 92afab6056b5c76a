import { mergeIntervals, subtractIntervals, type Interval } from './intervals.js';

export interface Sitting {
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}
export interface Change {
  readonly at: Date;
  readonly what: string;
}

/** Pauses of an attempt, from its changes in the order of time; one that goes on lasts until `end`. */
export function pausesOf(changes: readonly Change[], end: number): Interval[] {
  const pauses: Interval[] = [];
  let since: number | null = null;
  for (const { at, what } of changes) {
    if (what === 'paused') since ??= at.getTime();
    if (what !== 'resumed' || since === null) continue;
    pauses.push({ from: since, to: at.getTime() });
    since = null;
  }
  return mergeIntervals(since === null ? pauses : [...pauses, { from: since, to: Math.max(since, end) }]);
}

/** When the attempt ran: from its start to its end, or to now, without the pauses. Empty when it never started. */
export function runningTime({ startedAt, endedAt }: Sitting, changes: readonly Change[], now: Date): Interval[] {
  if (startedAt === null) return [];
  const end = (endedAt ?? now).getTime();
  return subtractIntervals(mergeIntervals([{ from: startedAt.getTime(), to: end }]), pausesOf(changes, end));
}
