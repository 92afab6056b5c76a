import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerClock } from './clock.ts';

describe('ServerClock', () => {
  it('takes the middle of the trip for the moment of the answer', () => {
    const clock = new ServerClock();
    clock.sync({ serverTime: 1_000_000, sentAt: 500, receivedAt: 700 });
    expect(clock.at(600)).toBe(1_000_000);
  });

  it('is as good as its fastest trip', () => {
    const clock = new ServerClock();
    clock.sync({ serverTime: 1_000_100, sentAt: 0, receivedAt: 4000 });
    clock.sync({ serverTime: 1_005_000, sentAt: 5000, receivedAt: 5002 });
    clock.sync({ serverTime: 1_010_700, sentAt: 10_000, receivedAt: 13_000 });
    expect(Math.abs(clock.at(20_000) - 1_020_000)).toBeLessThan(10);
  });

  it('starts anew when the computer slept and its own clock stood still', () => {
    const clock = new ServerClock();
    clock.sync({ serverTime: 1_000_000, sentAt: 0, receivedAt: 2 });
    clock.sync({ serverTime: 1_600_000, sentAt: 5000, receivedAt: 5002 });
    expect(Math.abs(clock.at(5001) - 1_600_000)).toBeLessThan(3);
  });

  it('never lies outside what the trips allow, and never goes back', () => {
    const trip = fc.record({ wait: fc.nat(20_000), there: fc.nat(3000), back: fc.nat(3000) });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e12 }), fc.array(trip, { minLength: 1, maxLength: 20 }), (offset, trips) => {
        const clock = new ServerClock();
        let mono = 0;
        let shortest = Infinity;
        let last = 0;
        for (const { wait, there, back } of trips) {
          mono += wait;
          clock.sync({ serverTime: offset + mono + there, sentAt: mono, receivedAt: mono + there + back });
          shortest = Math.min(shortest, there + back);
          mono += there + back;
          const now = clock.at(mono);
          expect(now).toBeGreaterThanOrEqual(last);
          last = now;
        }
        expect(Math.abs(last - (offset + mono))).toBeLessThanOrEqual(3000 + 200);
      }),
    );
  });
});
