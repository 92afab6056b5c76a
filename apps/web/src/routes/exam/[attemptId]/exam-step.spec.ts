import { ATTEMPT_STATES, CHECK_IN_STATES, type StudentAttempt } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examStep, type Standing } from './exam-step.ts';

const attempt = (change: Partial<StudentAttempt> = {}): StudentAttempt => ({
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
  ...change,
});
const standing = (change: Partial<Standing> = {}): Standing => ({
  attempt: attempt(),
  link: { at: 'live' },
  missing: false,
  consented: true,
  enrolled: true,
  checked: true,
  ...change,
});

describe('examStep', () => {
  it('asks for consent before anything that needs the camera', () => {
    expect(examStep(standing({ consented: false, enrolled: false, checked: false }))).toBe('consent');
    expect(examStep(standing({ enrolled: false, checked: false }))).toBe('enrol');
    expect(examStep(standing({ checked: false }))).toBe('system');
    expect(examStep(standing())).toBe('check_in');
  });

  it('asks for more than a face before anything else of an exam, and shows what is over without it', () => {
    const link = { at: 'unproved' } as const;
    expect(examStep(standing({ link, consented: false }))).toBe('unproved');
    expect(examStep(standing({ link, attempt: null }))).toBe('unproved');
    expect(examStep(standing({ link, attempt: attempt({ state: 'in_progress' }) }))).toBe('unproved');
    expect(examStep(standing({ link, attempt: attempt({ state: 'submitted' }) }))).toBe('over');
  });

  it('waits for whoever asked for a person, consent and template or not', () => {
    expect(examStep(standing({ attempt: attempt({ checkIn: 'waiting' }), consented: false, enrolled: false }))).toBe('waiting');
    expect(examStep(standing({ attempt: attempt({ checkIn: 'admitted' }), consented: false, enrolled: false }))).toBe('start');
  });

  it('shows the receipt even where another page or device has the line', () => {
    expect(examStep(standing({ attempt: attempt({ state: 'submitted' }), link: { at: 'replaced' } }))).toBe('over');
  });

  it('never takes a running exam away for want of network, consent or check', () => {
    const any = fc.record({
      attempt: fc.constantFrom('in_progress' as const, 'paused' as const).map((state) => attempt({ state, checkIn: 'matched' })),
      link: fc.constantFrom({ at: 'offline' as const }, { at: 'connecting' as const }, { at: 'live' as const }),
      missing: fc.constant(false),
      consented: fc.constantFrom(true, false, null),
      enrolled: fc.boolean(),
      checked: fc.boolean(),
    });
    fc.assert(
      fc.property(any, (each) => {
        expect(examStep(each)).toBe('exam');
      }),
    );
  });

  it('never shows the exam before it has started', () => {
    const any = fc.record({ state: fc.constantFrom(...ATTEMPT_STATES), checkIn: fc.constantFrom(...CHECK_IN_STATES) });
    fc.assert(
      fc.property(any, ({ state, checkIn }) => {
        const running = state === 'in_progress' || state === 'paused';
        expect(examStep(standing({ attempt: attempt({ state, checkIn }) })) === 'exam').toBe(running);
      }),
    );
  });
});
