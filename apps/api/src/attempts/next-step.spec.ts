import { ATTEMPT_STATES, canBecome, CHECK_IN_TRIES, isOver } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../http/problem.js';
import type { AttemptCommand } from './attempt-command.js';
import { nextStep, type ExamTimes, type Life } from './next-step.js';

const MINUTE = 60_000;
const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 1, 9) + minutes * MINUTE);
const exam: ExamTimes = { opensAt: at(0), closesAt: at(120), durationMinutes: 60 };
const fresh: Life = {
  state: 'checking_in',
  checkIn: 'open',
  checkInTries: 0,
  startedAt: null,
  deadlineAt: null,
  pausedAt: null,
  endedAt: null,
  reason: null,
};

/** Where an attempt is after some commands, each with its minute. */
function live(...commands: [minute: number, command: AttemptCommand][]): Life {
  return commands.reduce((life, [minute, command]) => ({ ...life, ...nextStep(life, command, exam, at(minute))?.patch }), fresh);
}
const begun = (minute = 0): [number, AttemptCommand][] => [
  [minute, { type: 'match' }],
  [minute, { type: 'start' }],
];
const refusal = (life: Life, command: AttemptCommand, minute: number): unknown => {
  try {
    nextStep(life, command, exam, at(minute));
  } catch (error) {
    return error;
  }
  return null;
};

describe('check-in', () => {
  it('waits for a person after the third failed try, not before', () => {
    const failed: [number, AttemptCommand] = [1, { type: 'fail_try' }];
    expect(live(failed, failed)).toMatchObject({ checkIn: 'open', checkInTries: 2 });
    expect(live(failed, failed, failed)).toMatchObject({ checkIn: 'waiting', checkInTries: CHECK_IN_TRIES });
    expect(refusal(live(failed, failed, failed), { type: 'fail_try' }, 1)).toMatchObject({ code: 'WRONG_STATE' });
    expect(refusal(live(failed, failed, failed), { type: 'match' }, 1)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('writes both lines into the history when the last try fails', () => {
    const step = nextStep({ ...fresh, checkInTries: 2 }, { type: 'fail_try' }, exam, at(1));
    expect(step?.changes.map(({ what }) => what)).toEqual(['check_in_failed', 'check_in_waiting']);
    const because = nextStep(fresh, { type: 'fail_try', because: 'the picture looked odd' }, exam, at(1));
    expect(because?.changes).toEqual([{ what: 'check_in_failed', detail: 'the picture looked odd' }]);
  });

  it('lets a person admit, refuse, and admit after all', () => {
    const refused = live([1, { type: 'ask' }], [2, { type: 'refuse', reason: 'not on the roster photo' }]);
    expect(refused).toMatchObject({ checkIn: 'refused', reason: 'not on the roster photo' });
    expect(refusal(refused, { type: 'start' }, 3)).toMatchObject({ code: 'WRONG_STATE' });
    expect(refusal(refused, { type: 'ask' }, 3)).toMatchObject({ code: 'WRONG_STATE' });
    expect({ ...refused, ...nextStep(refused, { type: 'admit', reason: '' }, exam, at(4))?.patch }).toMatchObject({
      checkIn: 'admitted',
      reason: null,
    });
  });

  it('asks a person once', () => {
    expect(nextStep(live([1, { type: 'ask' }]), { type: 'ask' }, exam, at(2))).toBeNull();
  });
});

describe('start', () => {
  it('needs a passed check-in', () => {
    expect(refusal(fresh, { type: 'start' }, 1)).toMatchObject({ code: 'WRONG_STATE' });
    expect(live(...begun())).toMatchObject({ state: 'in_progress', startedAt: at(0), deadlineAt: at(60) });
  });

  it('keeps to the window', () => {
    const ready = live([1, { type: 'match' }]);
    expect(refusal(ready, { type: 'start' }, -1)).toMatchObject({ message: expect.stringContaining('not opened') });
    expect(refusal(ready, { type: 'start' }, 120)).toMatchObject({ message: expect.stringContaining('closed') });
  });

  it('ends with the window when the full time would go beyond it', () => {
    expect(live(...begun(90)).deadlineAt).toEqual(at(120));
  });

  it('does nothing the second time', () => {
    expect(nextStep(live(...begun()), { type: 'start' }, exam, at(5))).toBeNull();
  });
});

describe('time', () => {
  it('moves the deadline by the pause, also beyond the window', () => {
    const resumed = live(...begun(90), [100, { type: 'pause', reason: 'fire alarm' }], [130, { type: 'resume' }]);
    expect(resumed).toMatchObject({ state: 'in_progress', deadlineAt: at(150), pausedAt: null, reason: null });
  });

  it('does not run out while paused', () => {
    const paused = live(...begun(), [10, { type: 'pause', reason: '' }]);
    expect(nextStep(paused, { type: 'time_up' }, exam, at(600))).toBeNull();
  });

  it('is up at the deadline and not before', () => {
    const life = live(...begun());
    expect(nextStep(life, { type: 'time_up' }, exam, new Date(at(60).getTime() - 1))).toBeNull();
    expect(nextStep(life, { type: 'time_up' }, exam, at(60))?.patch).toMatchObject({
      state: 'submitted',
      endedAt: at(60),
      reason: expect.any(String),
    });
  });

  it("can't be stopped by a pause that comes after it", () => {
    expect(refusal(live(...begun()), { type: 'pause', reason: '' }, 60)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('can be extended while in progress and while paused, not before the start or after the end', () => {
    const more: AttemptCommand = { type: 'extend', minutes: 15 };
    expect(live(...begun(), [1, more]).deadlineAt).toEqual(at(75));
    expect(live(...begun(), [1, { type: 'pause', reason: '' }], [2, more], [3, { type: 'resume' }]).deadlineAt).toEqual(at(77));
    expect(refusal(fresh, more, 1)).toMatchObject({ code: 'WRONG_STATE' });
    expect(refusal(live(...begun(), [1, { type: 'submit' }]), more, 2)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('expires an attempt that was never started, once the window has closed', () => {
    expect(nextStep(fresh, { type: 'expire' }, exam, at(119))).toBeNull();
    expect(live([120, { type: 'expire' }])).toMatchObject({ state: 'expired', endedAt: at(120) });
    expect(nextStep(live(...begun()), { type: 'expire' }, exam, at(500))).toBeNull();
  });
});

describe('end', () => {
  it('submits once, from a pause too, and gives the same again', () => {
    expect(live(...begun(), [1, { type: 'pause', reason: '' }], [2, { type: 'submit' }])).toMatchObject({
      state: 'submitted',
      pausedAt: null,
    });
    expect(nextStep(live(...begun(), [2, { type: 'submit' }]), { type: 'submit' }, exam, at(3))).toBeNull();
  });

  it('is final', () => {
    const ended = live(...begun(), [5, { type: 'terminate', reason: 'phone' }]);
    expect(ended).toMatchObject({ state: 'terminated', reason: 'phone' });
    for (const type of ['start', 'resume', 'submit', 'match', 'ask'] as const) expect(refusal(ended, { type }, 6)).toBeInstanceOf(Problem);
  });
});

const reason = fc.constantFrom('', 'because');
const commands: fc.Arbitrary<AttemptCommand> = fc.oneof(
  fc.constantFrom('match', 'fail_try', 'ask', 'start', 'resume', 'submit', 'time_up', 'expire').map((type) => ({ type })),
  fc.record({ type: fc.constantFrom('admit', 'refuse', 'pause', 'terminate'), reason }) as fc.Arbitrary<AttemptCommand>,
  fc.record({ type: fc.constant('extend' as const), minutes: fc.integer({ min: 1, max: 600 }) }),
);

/** What holds in every state that can be reached. */
function expectPossible(life: Life): void {
  const started = life.startedAt !== null;
  expect(ATTEMPT_STATES).toContain(life.state);
  expect(life.endedAt !== null).toBe(isOver(life.state));
  expect(life.pausedAt !== null).toBe(life.state === 'paused');
  expect(life.deadlineAt !== null).toBe(started);
  if (['in_progress', 'paused', 'submitted'].includes(life.state)) expect(started).toBe(true);
  if (['checking_in', 'expired'].includes(life.state)) expect(started).toBe(false);
  if (started) expect(['matched', 'admitted']).toContain(life.checkIn);
  expect(life.checkInTries).toBeLessThanOrEqual(CHECK_IN_TRIES);
}

describe('any sequence of commands', () => {
  it('never reaches an impossible state, and refuses only with a sentence', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, fc.integer({ min: 0, max: 20 })), { maxLength: 40 }), (sequence) => {
        let life = fresh;
        let minute = -5;
        for (const [command, wait] of sequence) {
          minute += wait;
          const before = life;
          const refused = refusal(life, command, minute);
          if (refused !== null) {
            expect(refused).toMatchObject({ code: 'WRONG_STATE', message: expect.stringMatching(/^[A-Z].+\.$/) });
            continue;
          }
          const step = nextStep(life, command, exam, at(minute));
          life = { ...life, ...step?.patch };
          if (life.state !== before.state) expect(canBecome(before.state, life.state)).toBe(true);
          if (step) expect(step.changes.length).toBeGreaterThan(0);
          expectPossible(life);
        }
      }),
      { numRuns: 500 },
    );
  });
});
