import type { StudentAttempt } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { nextStep } from './next-step.js';

const opens = Date.parse('2026-11-20T09:00:00Z');
const closes = Date.parse('2026-11-20T17:00:00Z');
const attempt = (changes: Partial<StudentAttempt>): StudentAttempt => ({
  id: 'a',
  examId: 'e',
  state: 'checking_in',
  checkIn: 'open',
  checkInTriesLeft: 3,
  startedAt: null,
  deadlineAt: null,
  pausedAt: null,
  endedAt: null,
  reason: null,
  receipt: null,
  ...changes,
});
const exam = (changes: Partial<StudentAttempt> | null = null) => ({
  opensAt: new Date(opens).toISOString(),
  closesAt: new Date(closes).toISOString(),
  attempt: changes && attempt(changes),
});

describe('nextStep', () => {
  it('asks for the face check first, also before the exam opens', () => {
    expect(nextStep(exam(), false, opens - 1)).toEqual({ kind: 'enrol', openNow: false });
    expect(nextStep(exam(), false, opens)).toEqual({ kind: 'enrol', openNow: true });
  });
  it('waits until the window opens and lets in from its first to before its last moment', () => {
    expect(nextStep(exam(), true, opens - 1).kind).toBe('wait');
    expect(nextStep(exam(), true, opens)).toEqual({ kind: 'check_in', openNow: true });
    expect(nextStep(exam(), true, closes - 1).kind).toBe('check_in');
    expect(nextStep(exam(), true, closes)).toEqual({ kind: 'missed', openNow: false });
  });
  it('leads back into a running attempt, also without a template and after the window closed', () => {
    expect(nextStep(exam({ state: 'in_progress' }), false, opens).kind).toBe('continue');
    expect(nextStep(exam({ state: 'paused' }), true, closes + 1).kind).toBe('continue');
  });
  it('goes on with a check-in until it was refused or the window closed', () => {
    expect(nextStep(exam({ checkIn: 'waiting' }), true, opens).kind).toBe('continue_check_in');
    expect(nextStep(exam({ checkIn: 'refused' }), true, opens).kind).toBe('refused');
    expect(nextStep(exam({ checkIn: 'matched' }), true, closes).kind).toBe('missed');
  });
  it('tells how an attempt ended', () => {
    expect(nextStep(exam({ state: 'submitted' }), true, opens).kind).toBe('receipt');
    expect(nextStep(exam({ state: 'terminated' }), true, opens).kind).toBe('ended');
    expect(nextStep(exam({ state: 'expired' }), true, opens).kind).toBe('missed');
  });
});
