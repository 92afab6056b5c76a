import { describe, expect, it } from 'vitest';
import { runningTime } from './running-time.js';
import { spansOf } from './spans-of.js';

const at = (seconds: number): Date => new Date(seconds * 1000);
const iso = (seconds: number): string => at(seconds).toISOString();
const changes = (...all: [number, string][]) => all.map(([seconds, what]) => ({ at: at(seconds), what }));

describe('spansOf', () => {
  it('follows the connection, with pauses over it', () => {
    expect(spansOf(changes([0, 'joined'], [10, 'left'], [15, 'joined'], [20, 'paused'], [30, 'resumed']), at(60))).toEqual([
      { from: iso(0), to: iso(10), kind: 'connected' },
      { from: iso(10), to: iso(15), kind: 'offline' },
      { from: iso(15), to: iso(60), kind: 'connected' },
      { from: iso(20), to: iso(30), kind: 'paused' },
    ]);
  });

  it('leaves the last one open while the attempt goes on', () => {
    expect(spansOf(changes([0, 'joined'], [5, 'paused']), null)).toEqual([
      { from: iso(0), to: null, kind: 'connected' },
      { from: iso(5), to: null, kind: 'paused' },
    ]);
  });

  it('takes a second word for the same as one, and nothing after the end', () => {
    expect(spansOf(changes([0, 'joined'], [5, 'joined'], [6, 'submitted'], [9, 'left']), at(6))).toEqual([
      { from: iso(0), to: iso(6), kind: 'connected' },
    ]);
  });
});

describe('runningTime', () => {
  const attempt = { startedAt: at(10), endedAt: at(100) };
  it('is the time between start and end without the pauses', () => {
    expect(runningTime(attempt, changes([20, 'paused'], [30, 'resumed'], [90, 'paused']), at(0))).toEqual([
      { from: 10_000, to: 20_000 },
      { from: 30_000, to: 90_000 },
    ]);
  });

  it('goes on until now, and is nothing before the start', () => {
    expect(runningTime({ startedAt: at(10), endedAt: null }, [], at(25))).toEqual([{ from: 10_000, to: 25_000 }]);
    expect(runningTime({ startedAt: null, endedAt: at(100) }, [], at(25))).toEqual([]);
  });
});
