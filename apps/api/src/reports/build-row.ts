import type { ReportRow, ViolationKind, ViolationView } from '@invigil/shared';
import { coverageOf } from './coverage-of.js';
import { lengthOf } from './intervals.js';
import type { AttemptFacts } from './report-facts.js';
import { runningTime } from './running-time.js';
import { bandOf, counts, scoreOf } from './score-of.js';

/**
 * One attempt in the exam's ranking.
 * @param now when the report is made: attempts and violations that still go on are counted up to then
 */
export function buildRow({ attempt, student, policy, changes, looks, blind, frames, violations }: AttemptFacts, now: Date): ReportRow {
  const running = runningTime(attempt, changes, now);
  const coverage = coverageOf(looks, running, frames, policy, blind);
  const score = scoreOf(violations, (attempt.endedAt ?? now).getTime(), coverage.any * lengthOf(running));
  const confirmed = violations.filter((violation) => violation.confirmed);
  // Whoever a person admitted without any comparison sits without biometrics, and without penalty for it.
  const comparable = policy.identity.on && !(attempt.checkIn === 'admitted' && looks.every(({ distance }) => distance === null));
  return {
    attemptId: attempt.id,
    name: student.name,
    email: student.email,
    state: attempt.state,
    checkIn: attempt.checkIn,
    band: bandOf(score, coverage, lengthOf(running) > 0, comparable),
    score,
    coverage,
    counts: countsOf(violations),
    judged: confirmed.filter(({ verdict }) => verdict !== null).length,
    incidents: confirmed.length,
    startedAt: attempt.startedAt?.toISOString() ?? null,
    endedAt: attempt.endedAt?.toISOString() ?? null,
    portraitApproved: student.portraitApproved,
  };
}

function countsOf(violations: readonly ViolationView[]): Partial<Record<ViolationKind, number>> {
  const found: Partial<Record<ViolationKind, number>> = {};
  for (const { kind } of violations.filter(counts)) found[kind] = (found[kind] ?? 0) + 1;
  return found;
}
