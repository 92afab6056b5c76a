import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoadHistory, type LoadMark } from './load-history.js';

const mark = (seconds: number, analysed: number, rest: Partial<LoadMark> = {}): LoadMark => ({
  at: seconds * 1000,
  analysed,
  dropped: 0,
  waiting: 0,
  ...rest,
});

describe('LoadHistory', () => {
  it('knows nothing at first', () => {
    const history = new LoadHistory();
    expect(history.points()).toEqual([]);
    expect(history.perSecond(mark(9, 9))).toBe(0);
  });

  it('says how many a second in each step, what was dropped in it, and what waits at its end', () => {
    const history = new LoadHistory();
    for (const each of [mark(0, 100), mark(5, 150, { dropped: 2, waiting: 7 }), mark(10, 150, { dropped: 3 })]) history.add(each);
    expect(history.points()).toEqual([
      { at: '1970-01-01T00:00:05.000Z', perSecond: 10, dropped: 2, waiting: 7 },
      { at: '1970-01-01T00:00:10.000Z', perSecond: 0, dropped: 1, waiting: 0 },
    ]);
  });

  it('counts the last minute only', () => {
    const history = new LoadHistory();
    for (let second = 0; second <= 120; second += 5) history.add(mark(second, second < 60 ? 0 : (second - 60) * 3));
    expect(history.perSecond(mark(120, 180))).toBe(3);
    expect(history.perSecond(mark(150, 180))).toBeCloseTo(90 / 60, 5);
  });

  it('forgets what is older than ten minutes, however long it runs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 400 }), (gaps) => {
        const history = new LoadHistory();
        let second = 0;
        for (const gap of gaps) {
          history.add(mark(second, second));
          second += gap;
        }
        const ages = history.points().map(({ at }) => second * 1000 - Date.parse(at));
        expect(Math.max(0, ...ages)).toBeLessThanOrEqual(660_000);
        expect(history.points().every(({ perSecond }) => perSecond === 1)).toBe(true);
      }),
    );
  });
});
