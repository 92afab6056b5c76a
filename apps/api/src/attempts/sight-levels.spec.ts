import { describe, expect, it } from 'vitest';
import { AttemptSignals } from './attempt-signals.js';
import { SightLevels } from './sight-levels.service.js';

describe('SightLevels', () => {
  it('tells of steps and not of every percent, and forgets whoever is no longer watched', () => {
    const signals = new AttemptSignals();
    const told: string[] = [];
    signals.sight$.subscribe(({ attemptId }) => told.push(attemptId));
    const levels = new SightLevels(signals);
    levels.take(
      new Map([
        ['a', 1],
        ['b', 0.62],
      ]),
    );
    expect(levels.of('a')).toBe(1);
    expect(levels.of('b')).toBeCloseTo(0.6);
    levels.take(
      new Map([
        ['a', 0.99],
        ['b', 0.5],
      ]),
    );
    levels.take(new Map([['a', 0.99]]));
    expect(levels.of('b')).toBeNull();
    expect(told).toEqual(['a', 'b', 'b', 'b']);
  });
});
