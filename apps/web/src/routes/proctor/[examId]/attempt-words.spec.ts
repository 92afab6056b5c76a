import type { AttemptTile } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { attemptWords, dimlySeen, timeLeft } from './attempt-words.ts';

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

describe('the wall', () => {
  it('says the state in words', () => {
    expect(attemptWords(tile({ state: 'checking_in', checkIn: 'waiting' })).text).toBe('Waits for you');
    expect(attemptWords(tile({ online: false })).text).toBe('Offline');
    expect(attemptWords(tile({ state: 'paused' })).text).toBe('Paused');
  });

  it('shows the time left', () => {
    expect(timeLeft(41 * 60_000 + 7_000, 0)).toBe('41:07');
    expect(timeLeft(3_750_000, 0)).toBe('1:02:30');
    expect(timeLeft(0, 5)).toBe('0:00');
  });
});

describe('dimlySeen', () => {
  it('says how much of the time the face could be compared, once that is under four fifths of it', () => {
    expect(dimlySeen(tile({ identityCoverage: 0.6 }))).toBe('Face seen 60 %');
    expect(dimlySeen(tile({ identityCoverage: 0.8 }))).toBeNull();
    expect(dimlySeen(tile({ identityCoverage: null }))).toBeNull();
    expect(dimlySeen(tile({ identityCoverage: 0, state: 'paused' }))).toBeNull();
  });
});
