import type { AttemptReport, TimelineEvent } from '@invigil/shared';
import { buildRow } from './build-row.js';
import type { Look } from './look.js';
import type { AttemptDetails, AttemptFacts } from './report-facts.js';
import { FORMULA } from './score-of.js';
import { spansOf } from './spans-of.js';
import { thin } from './thin.js';

/** Points in a chart at most; the page's looks are five times as many as the server's. */
const PAGE_POINTS = 400;
const SERVER_POINTS = 200;

/** The whole report of one attempt. Pure: the same facts and the same moment give the same report. */
export function buildReport(facts: AttemptFacts, details: AttemptDetails, now: Date): AttemptReport {
  const { attempt, policy, changes, looks, violations } = facts;
  const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
  return {
    row: buildRow(facts, now),
    examId: attempt.examId,
    examTitle: details.examTitle,
    formula: FORMULA,
    threshold: policy.identity.violation,
    startedAt: iso(attempt.startedAt),
    endedAt: iso(attempt.endedAt),
    deadlineAt: iso(attempt.deadlineAt),
    reason: attempt.reason,
    policyHash: details.policyHash,
    pipelineId: details.pipelineId,
    chainHead: attempt.chainHead?.toString('hex') ?? null,
    spans: spansOf(changes, attempt.endedAt),
    distances: points(
      looks.filter(({ distance }) => distance !== null),
      ({ distance }) => distance ?? 0,
    ).map(({ at, distance, source }) => ({
      at: new Date(at).toISOString(),
      distance: distance ?? 0,
      source,
    })),
    faces: points(
      looks.filter(({ unscorable }) => unscorable !== 'no_engine'),
      ({ faces }) => Math.abs(faces - 1),
    ).map(({ at, faces, source }) => ({
      at: new Date(at).toISOString(),
      faces,
      source,
    })),
    events: timeline(facts, details),
    violations: [...violations],
    answers: details.answers,
  };
}

/** Thinned apart by source, so that the page's many claims never crowd out what the server saw. */
function points(looks: readonly Look[], tells: (look: Look) => number): Look[] {
  const of = (source: Look['source'], limit: number): Look[] =>
    thin(
      looks.filter((look) => look.source === source),
      limit,
      tells,
    );
  return [...of('page', PAGE_POINTS), ...of('server', SERVER_POINTS)].toSorted((a, b) => a.at - b.at);
}

function timeline({ changes }: AttemptFacts, { said }: AttemptDetails): TimelineEvent[] {
  const all = [...changes, ...said.map(({ at, event, detail }) => ({ at, what: event, detail }))];
  return all.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ at, what, detail }) => ({ at: at.toISOString(), what, detail }));
}
