import { DEFAULT_POLICY, type ReportRow } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { buildReport } from './build-report.js';
import { buildRow } from './build-row.js';
import type { Look } from './look.js';
import { rankRows } from './rank-rows.js';
import type { AttemptDetails, AttemptFacts } from './report-facts.js';

const at = (seconds: number): Date => new Date(seconds * 1000);
const attempt = {
  id: 'attempt',
  examId: 'exam',
  userId: 'user',
  rosterId: 'roster',
  state: 'submitted',
  checkIn: 'matched',
  checkInTries: 1,
  startedAt: at(0),
  deadlineAt: at(3600),
  pausedAt: null,
  endedAt: at(1800),
  reason: null,
  device: null,
  lastSeenAt: null,
  chainHead: Buffer.from('abcd', 'hex'),
  chainLength: 1,
  createdAt: at(0),
} satisfies AttemptFacts['attempt'];
const looks = (over: Partial<Look> = {}): Look[] =>
  Array.from({ length: 900 }, (_, i) => ({
    at: i * 2000,
    source: 'page',
    faces: 1,
    distance: i === 450 ? 0.9 : 0.3,
    unscorable: null,
    ...over,
  }));
const facts = (over: Partial<AttemptFacts> = {}): AttemptFacts => ({
  attempt,
  student: { name: 'Sam', email: 'sam@example.org', portraitApproved: true },
  policy: DEFAULT_POLICY,
  changes: [{ at: at(0), what: 'started', detail: '' }],
  looks: looks(),
  blind: [],
  frames: { analysed: 3, notAnalysed: 1 },
  violations: [],
  ...over,
});
const details: AttemptDetails = {
  examTitle: 'Algebra',
  policyHash: 'hash',
  pipelineId: 'pipe',
  said: [{ at: at(5), event: 'camera_lost', detail: 'unplugged' }],
  answers: [],
};

describe('buildReport', () => {
  it('says what happened, in the order of time, with the numbers it was judged by', () => {
    const report = buildReport(facts(), details, at(9999));
    expect(report).toMatchObject({
      threshold: 0.6,
      policyHash: 'hash',
      pipelineId: 'pipe',
      chainHead: 'abcd',
      endedAt: at(1800).toISOString(),
    });
    expect(report.events.map(({ what, detail }) => [what, detail])).toEqual([
      ['started', ''],
      ['camera_lost', 'unplugged'],
    ]);
    expect(report.row).toMatchObject({
      band: 'clear',
      score: 0,
      coverage: { any: 1, identity: 1, frames: { analysed: 3, notAnalysed: 1 } },
    });
  });

  it('draws at most 600 points and never loses the peak or what the server saw', () => {
    const server = looks({ source: 'server', distance: 0.7 });
    const report = buildReport(facts({ looks: [...looks(), ...server] }), details, at(9999));
    expect(report.distances.length).toBeLessThanOrEqual(600);
    expect(report.faces.length).toBeLessThanOrEqual(600);
    expect(report.distances.some(({ distance }) => distance === 0.9)).toBe(true);
    expect(report.distances.filter(({ source }) => source === 'server')).toHaveLength(200);
    expect(report.distances.map((point) => point.at)).toEqual(report.distances.map((point) => point.at).toSorted());
  });

  it('draws no faces of a page that could not look', () => {
    expect(buildReport(facts({ looks: looks({ unscorable: 'no_engine', distance: null, faces: 0 }) }), details, at(9999))).toMatchObject({
      faces: [],
      distances: [],
      row: { band: 'look' },
    });
  });
});

describe('buildRow', () => {
  it('asks no comparison of whoever was admitted by a person and never compared', () => {
    const uncompared = looks({ distance: null, unscorable: 'pose' });
    expect(buildRow(facts({ looks: uncompared }), at(9999)).band).toBe('look');
    expect(buildRow(facts({ looks: uncompared, attempt: { ...attempt, checkIn: 'admitted' } }), at(9999)).band).toBe('clear');
  });
});

describe('rankRows', () => {
  it('puts first what to look at first', () => {
    const row = (name: string, band: ReportRow['band'], score: number): ReportRow => ({ ...buildRow(facts(), at(0)), name, band, score });
    const ranked = rankRows([
      row('c', 'clear', 0),
      row('b', 'look', 0.2),
      row('a', 'look', 0.2),
      row('d', 'review_first', 0.5),
      row('e', 'look', 0.3),
    ]);
    expect(ranked.map(({ name }) => name)).toEqual(['d', 'e', 'a', 'b', 'c']);
  });
});
