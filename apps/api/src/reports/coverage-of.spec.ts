import { describe, expect, it } from 'vitest';
import { coverageOf } from './coverage-of.js';
import type { Look } from './look.js';

const policy = { sampleSeconds: 2, frameSeconds: 10 };
const frames = { analysed: 0, notAnalysed: 0 };
const look = (seconds: number, over: Partial<Look> = {}): Look => ({
  at: seconds * 1000,
  source: 'page',
  faces: 1,
  distance: 0.3,
  unscorable: null,
  ...over,
});
const every = (step: number, from: number, to: number, over: Partial<Look> = {}): Look[] =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => look(from + i * step, over));
const minute = [{ from: 0, to: 60_000 }];

describe('coverageOf', () => {
  it('is whole while looks come in time', () => {
    expect(coverageOf(every(2, 0, 60), minute, frames, policy)).toEqual({ any: 1, identity: 1, frames });
  });

  it('leaves out the time that nobody saw', () => {
    const { any } = coverageOf([...every(2, 0, 20), ...every(2, 40, 60)], minute, frames, policy);
    expect(any).toBeCloseTo((20 + 1 + 20) / 60, 5);
  });

  it('counts a frame of the server for the time until the next one', () => {
    expect(coverageOf([look(0, { source: 'server' })], minute, frames, policy).any).toBeCloseTo(15 / 60, 5);
  });

  it('counts identity only where a face could be compared', () => {
    const looks = [...every(2, 0, 30), ...every(2, 30, 60, { distance: null, unscorable: 'pose' })];
    const { any, identity } = coverageOf(looks, minute, frames, policy);
    expect(any).toBe(1);
    expect(identity).toBeCloseTo(31 / 60, 5);
  });

  it('does not count a page that has no face engine', () => {
    expect(coverageOf(every(2, 0, 60, { distance: null, unscorable: 'no_engine' }), minute, frames, policy).any).toBe(0);
  });

  it('takes no word for the time in which the page had no picture to show on request', () => {
    const looks = [...every(2, 0, 60), ...every(10, 0, 60, { source: 'server' })];
    const blind = [{ from: 12_000, to: 24_000 }];
    expect(coverageOf(looks, minute, frames, policy, blind)).toEqual({ any: 0.8, identity: 0.8, frames });
    expect(coverageOf(looks, minute, frames, policy, [{ from: 6000, to: Infinity }]).any).toBeCloseTo(0.1, 5);
  });

  it('asks nothing of the pauses, and is 0 when the attempt never ran', () => {
    const running = [
      { from: 0, to: 20_000 },
      { from: 50_000, to: 60_000 },
    ];
    expect(coverageOf([...every(2, 0, 20), ...every(2, 50, 60)], running, frames, policy).any).toBe(1);
    expect(coverageOf(every(2, 0, 60), [], frames, policy)).toMatchObject({ any: 0, identity: 0 });
  });
});
