import { describe, expect, it } from 'vitest';
import { CheckInPace } from './check-in-pace.js';

const nothing = (): Promise<void> => Promise.resolve();

describe('CheckInPace', () => {
  it('lets one run at a time for each attempt', async () => {
    const pace = new CheckInPace();
    let release = (): void => undefined;
    const first = pace.alone('a', () => new Promise<void>((resolve) => (release = resolve)));
    await expect(pace.alone('a', nothing)).rejects.toMatchObject({ code: 'TOO_MANY' });
    await expect(pace.alone('b', nothing)).resolves.toBeUndefined();
    release();
    await first;
    await expect(pace.alone('a', nothing)).resolves.toBeUndefined();
  });

  it('goes on after a check-in that failed', async () => {
    const pace = new CheckInPace();
    await expect(pace.alone('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(pace.alone('a', nothing)).resolves.toBeUndefined();
  });

  it('suggests a person from the tenth unusable try on, and stops at the thirtieth', async () => {
    const pace = new CheckInPace();
    const suggestions = Array.from({ length: 30 }, () => pace.noteUnscorable('a'));
    expect(suggestions.indexOf(true)).toBe(9);
    await expect(pace.alone('a', nothing)).rejects.toMatchObject({ code: 'TOO_MANY' });
    await expect(pace.alone('b', nothing)).resolves.toBeUndefined();
  });
});
