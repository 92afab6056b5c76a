import { describe, expect, it } from 'vitest';
import { clockFace, timeCall, timeLeft } from './time-left.ts';

const at = (iso: string) => Date.parse(iso);
const deadlineAt = '2026-11-20T10:00:00.000Z';

describe('timeLeft', () => {
  it('counts to the deadline and not below', () => {
    expect(timeLeft({ deadlineAt, pausedAt: null }, at('2026-11-20T09:59:30.000Z'))).toBe(30_000);
    expect(timeLeft({ deadlineAt, pausedAt: null }, at('2026-11-20T10:10:00.000Z'))).toBe(0);
    expect(timeLeft({ deadlineAt: null, pausedAt: null }, 0)).toBeNull();
  });

  it('stands still while paused', () => {
    expect(timeLeft({ deadlineAt, pausedAt: '2026-11-20T09:50:00.000Z' }, at('2026-11-20T09:59:00.000Z'))).toBe(600_000);
  });
});

describe('clockFace', () => {
  it.each([
    [0, '0:00'],
    [1, '0:01'],
    [59_001, '1:00'],
    [2_467_000, '41:07'],
    [3_729_000, '1:02:09'],
  ])('%i ms is %s', (ms, face) => {
    expect(clockFace(ms)).toBe(face);
  });
});

describe('timeCall', () => {
  it('speaks at ten, five and one minute, not each second', () => {
    const spoken = new Set<string>();
    for (let ms = 15 * 60_000; ms >= 0; ms -= 1000) spoken.add(timeCall(ms));
    expect([...spoken]).toEqual(['', '10 minutes left.', '5 minutes left.', 'One minute left.', 'The time is up.']);
  });
});
