import { describe, expect, it } from 'vitest';
import { LastThumbnails, MonitoringSignals } from './monitoring-signals.js';

const at = (ms: number) => new Date(1_000_000 + ms);
const thumbnail = (attemptId: string, ms: number) => ({ attemptId, examId: 'exam', at: at(ms), jpeg: Uint8Array.of(ms % 256) });

describe('LastThumbnails', () => {
  it('gives the newest of each attempt, whatever the order they came in', () => {
    const signals = new MonitoringSignals();
    const last = new LastThumbnails(signals);
    signals.thumbnail$.next(thumbnail('a', 20));
    signals.thumbnail$.next(thumbnail('a', 10));
    signals.thumbnail$.next(thumbnail('b', 5));
    expect(last.of('a', 1_000_030)?.at).toEqual(at(20));
    expect(last.of('b', 1_000_030)?.at).toEqual(at(5));
    expect(last.of('c')).toBeNull();
  });

  it('forgets after an hour, at the stop, and the oldest of too many', () => {
    const signals = new MonitoringSignals();
    const last = new LastThumbnails(signals);
    for (let i = 0; i <= 1000; i++) signals.thumbnail$.next(thumbnail(String(i), i));
    expect(last.of('0', 1_001_000)).toBeNull();
    expect(last.of('1', 1_001_000)).not.toBeNull();
    expect(last.of('1000', 1_001_000 + 3_600_000)).toBeNull();
    last.onModuleDestroy();
    expect(last.of('1000', 1_001_000)).toBeNull();
  });
});
