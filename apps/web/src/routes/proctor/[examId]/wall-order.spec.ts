import type { AttemptTile } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { byNeed, fitsShow } from './wall-order.ts';

const tile = (over: Partial<AttemptTile>): AttemptTile => ({
  id: '1',
  examId: 'e',
  studentId: 's',
  name: 'Ann',
  email: 'ann@example.org',
  state: 'in_progress',
  checkIn: 'matched',
  online: true,
  lastSeenAt: null,
  startedAt: null,
  deadlineAt: null,
  pausedAt: null,
  answered: 0,
  questions: 3,
  reason: null,
  violations: 0,
  openViolations: 0,
  identityCoverage: null,
  ...over,
});

const names = (tiles: AttemptTile[]) => tiles.map(({ name }) => name);

describe('byNeed', () => {
  it('puts who waits for a person first, then open violations and messages, then who is offline, then names', () => {
    const order = [
      tile({ name: 'Zoe' }),
      tile({ name: 'Bo' }),
      tile({ name: 'Off', online: false }),
      tile({ name: 'Two', openViolations: 1 }),
      tile({ name: 'Wait', state: 'checking_in', checkIn: 'waiting' }),
      tile({ name: 'Done', state: 'submitted' }),
      tile({ name: 'Asks', id: 'asks' }),
    ].sort(byNeed(new Set(['asks'])));
    expect(names(order)).toEqual(['Wait', 'Asks', 'Two', 'Off', 'Bo', 'Zoe', 'Done']);
  });

  it('brings those forward who are hardly seen', () => {
    expect(names([tile({ name: 'Bo' }), tile({ name: 'Zoe', identityCoverage: 0.2 })].sort(byNeed()))).toEqual(['Zoe', 'Bo']);
  });
});

describe('fitsShow', () => {
  const nobody = new Set<string>();

  it('shows under “needs a look” whoever would come first', () => {
    const need = (over: Partial<AttemptTile>, unread = nobody) => fitsShow(tile(over), 'need', unread);
    expect(need({})).toBe(false);
    expect(need({ openViolations: 1 })).toBe(true);
    expect(need({ online: false })).toBe(true);
    expect(need({ identityCoverage: 0.2 })).toBe(true);
    expect(need({ state: 'checking_in', checkIn: 'waiting' })).toBe(true);
    expect(need({ state: 'checking_in', checkIn: 'open' })).toBe(false);
    expect(need({ state: 'submitted', online: false })).toBe(false);
    expect(need({ id: 'asks' }, new Set(['asks']))).toBe(true);
  });

  it('knows who is at it and who is through', () => {
    const shows = (over: Partial<AttemptTile>) =>
      (['all', 'running', 'over'] as const).filter((show) => fitsShow(tile(over), show, nobody));
    expect(shows({})).toEqual(['all', 'running']);
    expect(shows({ state: 'paused' })).toEqual(['all', 'running']);
    expect(shows({ state: 'terminated' })).toEqual(['all', 'over']);
    expect(shows({ state: 'checking_in' })).toEqual(['all']);
  });
});
