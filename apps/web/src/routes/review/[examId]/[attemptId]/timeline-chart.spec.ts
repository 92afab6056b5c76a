import { describe, expect, it } from 'vitest';
import { lanesOf, strokesOf } from './timeline-chart.ts';

const incident = (kind: 'identity_mismatch' | 'multiple_faces' | 'face_missing', over: object = {}) => ({
  kind,
  openedAt: '2026-11-20T10:00:00.000Z',
  endedAt: '2026-11-20T10:00:05.000Z' as string | null,
  severity: 0.9,
  confirmed: true,
  verdict: null,
  ...over,
});
const END = '2026-11-20T11:00:00.000Z';

describe('the incidents under the curves', () => {
  it('have a lane for each kind, once, always in the same order', () => {
    const some = [incident('multiple_faces'), incident('identity_mismatch'), incident('multiple_faces')];
    expect(lanesOf(some)).toEqual(['Another person', 'Several faces']);
    expect(lanesOf([...some].reverse())).toEqual(lanesOf(some));
    expect(lanesOf([])).toEqual([]);
  });

  it('go from their beginning to their end, those that go on to the end of what is drawn, with a gap between two', () => {
    const strokes = strokesOf([incident('multiple_faces'), incident('identity_mismatch', { endedAt: null })], 'act', END);
    expect(strokes).toEqual([
      ['2026-11-20T10:00:00.000Z', 'Several faces'],
      ['2026-11-20T10:00:05.000Z', 'Several faces'],
      ['2026-11-20T10:00:05.000Z', '-'],
      ['2026-11-20T10:00:00.000Z', 'Another person'],
      [END, 'Another person'],
      [END, '-'],
    ]);
  });

  it('stand in the tone in which they weigh', () => {
    const all = [incident('multiple_faces'), incident('face_missing', { severity: 0.3 }), incident('face_missing', { severity: 0.1 })];
    expect((['act', 'look', 'neutral'] as const).map((tone) => strokesOf(all, tone, END).length / 3)).toEqual([1, 1, 1]);
  });
});
