import { VIOLATIONS } from '@invigil/shared';
import type { RunningCheck } from '../checks/check.js';
import { sightHint, type Sight } from '../memory/sight.js';

/** What the student should read while something goes on: the sentence of the newest open violation that has one, or else what would help the camera. Never a number. */
export function hintOf(checks: readonly RunningCheck[], sight: Sight, now: number): { kind: string; text: string } | null {
  let newest = { openedAt: -1, kind: '', text: '' };
  for (const { kind, interval } of checks) {
    const text = VIOLATIONS[kind].hint;
    if (interval && text !== null && interval.openedAt > newest.openedAt) newest = { openedAt: interval.openedAt, kind, text };
  }
  return newest.openedAt < 0 ? sightHint(sight, now) : { kind: newest.kind, text: newest.text };
}
