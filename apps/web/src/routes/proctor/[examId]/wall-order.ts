import type { AttemptTile } from '@invigil/shared';
import { dimlySeen } from './attempt-words.ts';

/** Which students the wall shows. */
export type Show = 'all' | 'need' | 'running' | 'over';

const LOOK = 3;

/** How much a student needs a person, 0 to 5. `unread`: attempts that wrote a message which nobody here has read. */
function need(tile: AttemptTile, unread: ReadonlySet<string>): number {
  if (tile.state === 'checking_in' && tile.checkIn === 'waiting') return 5;
  if (unread.has(tile.id)) return 4;
  if (tile.state === 'checking_in') return 1;
  if (tile.state !== 'in_progress' && tile.state !== 'paused') return 0;
  if (tile.openViolations > 0) return 4;
  return tile.online && dimlySeen(tile) === null ? 2 : LOOK;
}

/** Those who need a person come first, then who is offline or hardly seen, then by name. */
export const byNeed =
  (unread: ReadonlySet<string> = new Set()) =>
  (a: AttemptTile, b: AttemptTile): number =>
    need(b, unread) - need(a, unread) || a.name.localeCompare(b.name);

/** Whether a student belongs to what is shown. */
export function fitsShow(tile: AttemptTile, show: Show, unread: ReadonlySet<string>): boolean {
  if (show === 'all') return true;
  if (show === 'need') return need(tile, unread) >= LOOK;
  if (show === 'running') return tile.state === 'in_progress' || tile.state === 'paused';
  return !['checking_in', 'in_progress', 'paused'].includes(tile.state);
}
