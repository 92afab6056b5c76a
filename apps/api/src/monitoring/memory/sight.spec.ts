import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation, PageSample } from '../checks/observation.js';
import { identityCoverage, sightHint, startSight, stepSight, type Sight } from './sight.js';

const rhythm = { sampleSeconds: 2, frameSeconds: 10 };
const look = (seconds: number, unscorable: PageSample['unscorable'] = null): PageSample => ({
  type: 'sample',
  at: seconds * 1000,
  faces: unscorable === null ? 1 : 0,
  distance: unscorable === null ? 0.3 : null,
  unscorable,
  pose: null,
});
const after = (observations: readonly Observation[]): Sight =>
  observations.reduce<Sight>((sight, one) => stepSight(sight, one, rhythm), startSight(0));
const every2s = (from: number, to: number, unscorable: PageSample['unscorable'] = null): PageSample[] =>
  Array.from({ length: (to - from) / 2 }, (_, i) => look(from + i * 2, unscorable));

describe('sightHint', () => {
  it('asks for light after three dark looks in a row, and is content as soon as one is not', () => {
    expect(sightHint(after(every2s(0, 4, 'dark')), 4000)).toBeNull();
    const dark = after(every2s(0, 6, 'dark'));
    expect(sightHint(dark, 6000)).toMatchObject({ kind: 'dark', text: expect.stringContaining('lamp') as string });
    expect(sightHint(stepSight(dark, look(6), rhythm), 6000)).toBeNull();
  });

  it('asks the student to face the camera after two minutes without a face to compare', () => {
    const away = after([...every2s(0, 20), ...every2s(20, 138, 'pose')]);
    expect(sightHint(away, 137_000)).toBeNull();
    expect(sightHint(away, 139_000)?.kind).toBe('unseen');
    expect(sightHint(stepSight(away, look(139), rhythm), 139_000)).toBeNull();
  });

  it('says nothing of a page whose engine failed, and never a number', () => {
    expect(after(every2s(0, 60, 'no_engine'))).toEqual(startSight(0));
    for (const sight of [after(every2s(0, 6, 'dark')), startSight(0)]) expect(sightHint(sight, 500_000)?.text).not.toMatch(/\d/);
  });
});

describe('identityCoverage', () => {
  it('says nothing in the first half minute, then the share of the last five', () => {
    expect(identityCoverage(after(every2s(0, 28)), 28_000)).toBeNull();
    expect(identityCoverage(after(every2s(0, 100)), 100_000)).toBe(1);
    const half = after([...every2s(0, 100), ...every2s(100, 200, 'dark')]);
    expect(identityCoverage(half, 200_000)).toBeCloseTo(0.5, 1);
    const longAgo = after([...every2s(0, 100), ...every2s(100, 500, 'dark')]);
    expect(identityCoverage(longAgo, 500_000)).toBe(0);
  });

  it('covers nothing from the word that there is no picture until one is shown on request', () => {
    const said: Observation = { type: 'challenge', at: 100_000, outcome: 'unable', reason: 'still' };
    const blind = [...every2s(0, 100), said, ...every2s(100, 200)];
    expect(identityCoverage(after(blind), 200_000)).toBeCloseTo(0.5, 1);
    const missed: Observation = { type: 'challenge', at: 200_000, outcome: 'missed' };
    const shown: Observation = { type: 'challenge', at: 200_000, outcome: 'answered' };
    expect(identityCoverage(after([...blind, missed, ...every2s(200, 300)]), 300_000)).toBeCloseTo(1 / 3, 1);
    expect(identityCoverage(after([...blind, shown, ...every2s(200, 300)]), 300_000)).toBeCloseTo(2 / 3, 1);
  });

  it('is a share whatever comes in whatever order, and does not fall when one more good look comes', () => {
    const looks = fc.array(fc.record({ s: fc.integer({ min: 0, max: 600 }), good: fc.boolean() }), { maxLength: 120 });
    fc.assert(
      fc.property(looks, fc.integer({ min: 60, max: 600 }), (all, now) => {
        const sight = after(all.filter(({ s }) => s <= now).map(({ s, good }) => look(s, good ? null : 'pose')));
        const share = identityCoverage(sight, now * 1000) ?? 0;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(identityCoverage(stepSight(sight, look(now - 1), rhythm), now * 1000)).toBeGreaterThanOrEqual(share);
        // apart and in order, so that nothing is counted twice
        sight.covered.slice(1).forEach(({ from }, i) => expect(from).toBeGreaterThan(sight.covered[i]?.to ?? Infinity));
      }),
    );
  });
});
