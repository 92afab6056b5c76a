import { describe, expect, it } from 'vitest';
import { LastThumbnails } from './last-thumbnails.service.js';
import { MonitoringSignals } from './monitoring-signals.js';

const at = (ms: number) => new Date(1_000_000 + ms);
const thumbnail = (attemptId: string, ms: number) => ({ attemptId, examId: 'exam', at: at(ms), jpeg: Uint8Array.of(ms % 256) });

describe('LastThumbnails', () => {
  it('gives the newest of each attempt, whatever the order they came in', () => {
    const signals = new MonitoringSignals();
    const last = new LastThumbnails(signals);
    signals.thumbnail$.next(thumbnail('a', 20));
    signals.thumbnail$.next(thumbnail('a', 10));
    signals.thumbnail$.next(thumbnail('b', 5));
    expect(last.of('a')?.at).toEqual(at(20));
    expect(last.of('b')?.at).toEqual(at(5));
    expect(last.of('c')).toBeNull();
  });

  it('forgets the oldest of too many', () => {
    const signals = new MonitoringSignals();
    const last = new LastThumbnails(signals);
    for (let i = 0; i <= 2000; i++) signals.thumbnail$.next(thumbnail(String(i), i));
    expect(last.of('0')).toBeNull();
    expect(last.of('2000')).not.toBeNull();
  });
});
