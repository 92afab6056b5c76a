import type { ViolationView } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { feedOf, type FeedFilter } from './feed-filter.ts';

const violation = (id: string, over: Partial<ViolationView>): ViolationView => ({
  id,
  attemptId: 'a',
  examId: 'e',
  position: 1,
  kind: 'face_missing',
  state: 'confirmed',
  confirmed: true,
  severity: 0.4,
  openedAt: '2026-01-01T10:00:00.000Z',
  endedAt: null,
  measurements: {},
  policyHash: '',
  pipelineId: '',
  engine: '',
  evidence: [],
  verdict: null,
  ...over,
});
const everything: FeedFilter = { kind: 'all', show: 'all', attemptId: 'all' };
const ids = (list: ViolationView[]) => list.map(({ id }) => id);

describe('feedOf', () => {
  const list = [
    violation('old', {}),
    violation('new', { openedAt: '2026-01-01T10:05:00.000Z', kind: 'multiple_faces', attemptId: 'b' }),
    violation('maybe', { confirmed: false, state: 'suspected', openedAt: '2026-01-01T10:01:00.000Z' }),
    violation('judged', { verdict: { verdict: 'dismissed', reason: '', by: '', at: '' }, openedAt: '2026-01-01T09:00:00.000Z' }),
    violation('logged', { severity: 0, openedAt: '2026-01-01T08:00:00.000Z' }),
  ];

  it('shows the newest first', () => {
    expect(ids(feedOf(list, everything))).toEqual(['new', 'maybe', 'old', 'judged', 'logged']);
  });
  it('keeps suspicions and what weighs nothing out of what is confirmed', () => {
    expect(ids(feedOf(list, { ...everything, show: 'confirmed' }))).toEqual(['new', 'old', 'judged']);
    expect(ids(feedOf(list, { ...everything, show: 'unjudged' }))).toEqual(['new', 'old']);
  });
  it('filters by kind and by student', () => {
    expect(ids(feedOf(list, { ...everything, kind: 'multiple_faces' }))).toEqual(['new']);
    expect(ids(feedOf(list, { ...everything, attemptId: 'b' }))).toEqual(['new']);
  });
});
