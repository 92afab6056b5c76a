import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rhythm } from './rhythm.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Rhythm', () => {
  it('begins with a frame, then samples, and a frame each ten seconds', () => {
    const looks: string[] = [];
    new Rhythm((want) => looks.push(want[0] ?? '')).start({ sampleSeconds: 2, frameSeconds: 10 });
    vi.advanceTimersByTime(20_000);
    expect(looks.join('')).toBe('fssssfssssf');
  });

  it('sends frames alone when they come as often as samples', () => {
    const looks: string[] = [];
    new Rhythm((want) => looks.push(want)).start({ sampleSeconds: 5, frameSeconds: 2 });
    vi.advanceTimersByTime(4000);
    expect(looks).toEqual(['frame', 'frame', 'frame']);
  });

  it('stops', () => {
    const look = vi.fn();
    const rhythm = new Rhythm(look);
    rhythm.start({ sampleSeconds: 1, frameSeconds: 10 });
    rhythm.stop();
    vi.advanceTimersByTime(5000);
    expect([look.mock.calls.length, rhythm.running]).toEqual([1, false]);
  });
});
