import { describe, expect, it, vi } from 'vitest';
import { Readiness } from './readiness.js';

describe('Readiness', () => {
  it('is ready when nothing is needed', async () => {
    expect(await new Readiness().check()).toEqual({ ready: true, checks: {} });
  });

  it('takes a probe that does not answer for one that is down', async () => {
    vi.useFakeTimers();
    try {
      const readiness = new Readiness();
      readiness.register({ name: 'slow', check: () => new Promise(() => undefined) });
      readiness.register({ name: 'good', check: () => Promise.resolve(true) });
      const checked = readiness.check();
      await vi.advanceTimersByTimeAsync(5000);
      expect(await checked).toEqual({ ready: false, checks: { slow: 'down', good: 'up' } });
    } finally {
      vi.useRealTimers();
    }
  });
});
