import type { Span } from '@invigil/shared';
import type { Change } from './running-time.js';

type Kind = Span['kind'];
const LINK: Partial<Record<string, Kind>> = { joined: 'connected', left: 'offline' };

/**
 * When the page was connected, when not, and when the attempt was paused; pauses lie over the others.
 * @param changes in the order of time
 * @param end when the attempt ended; null while it goes on, and then the last span is open
 */
export function spansOf(changes: readonly Change[], end: Date | null): Span[] {
  const within = changes.filter(({ at }) => end === null || at < end);
  const link = follow(within, (what) => LINK[what] ?? null, end);
  const pauses = follow(within, (what) => (what === 'paused' ? 'paused' : what === 'resumed' ? 'none' : null), end);
  return [...link, ...pauses].toSorted((a, b) => a.from.localeCompare(b.from));
}

/** Spans between changes of one state; `none` is a time that is not shown, null changes nothing. */
function follow(changes: readonly Change[], stateAfter: (what: string) => Kind | 'none' | null, end: Date | null): Span[] {
  const turns: { at: Date; state: Kind | 'none' }[] = [];
  for (const { at, what } of changes) {
    const state = stateAfter(what);
    if (state !== null && state !== turns.at(-1)?.state) turns.push({ at, state });
  }
  return turns.flatMap(({ at, state }, i) => {
    const to = turns[i + 1]?.at ?? end;
    return state === 'none' ? [] : [{ from: at.toISOString(), to: to?.toISOString() ?? null, kind: state }];
  });
}
