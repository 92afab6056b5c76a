import { describe, expect, it } from 'vitest';
import { actsFor, requestOf } from './acts.ts';

const id = '0192f0c4-5a3b-7c11-8a55-3b1f0a9d2e41';

describe('acts', () => {
  it('offers what fits the state', () => {
    expect(actsFor({ state: 'checking_in', checkIn: 'waiting' })).toEqual(['admit', 'refuse', 'message']);
    expect(actsFor({ state: 'paused', checkIn: 'matched' })[0]).toBe('resume');
    expect(actsFor({ state: 'submitted', checkIn: 'matched' })).toEqual([]);
  });

  it('asks for a reason before it terminates', () => {
    expect(requestOf('terminate', [id], '  ', 0).problem).toContain('reason');
    expect(requestOf('terminate', [id], ' two people ', 0).request).toEqual({
      action: 'terminate',
      attemptIds: [id],
      reason: 'two people',
    });
  });

  it('lets a pause go without one', () => {
    expect(requestOf('pause', [id], '', 0).request).toEqual({ action: 'pause', attemptIds: [id], reason: '' });
  });
});
