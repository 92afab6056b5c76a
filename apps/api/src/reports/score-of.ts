import { VIOLATIONS, type Band, type Coverage, type ViolationKind, type ViolationView } from '@invigil/shared';

/** Repeats of one kind weigh at most this many times its severity. */
const CAP = 2;
const LONG_SECONDS = 60;
/** Longer exams give more occasions: the sum is divided by the observed hours above these. */
const HOURS = 2;
const REVIEW_FIRST = 0.4;
const LOOK = 0.1;
const ENOUGH_COVERAGE = 0.8;

/** How score and band come about, in words; stands in each report. Built from the numbers that the code uses. */
export const FORMULA = [
  `Each confirmed violation that nobody dismissed counts its severity (0 to 1), half of it at once and the other half in proportion to its length, in full from ${String(LONG_SECONDS)} s on.`,
  `All violations of one kind together count at most ${String(CAP)} times the severity of the kind.`,
  `The score is the sum over all kinds, divided by the observed hours over ${String(HOURS)} where more than ${String(HOURS)} hours were observed, and at most 1.`,
  `From ${String(REVIEW_FIRST)} on an attempt is to be reviewed first, from ${String(LOOK)} on it deserves a look.`,
  `Time that was not observed never adds to the score; where less than ${String(ENOUGH_COVERAGE * 100)} % was observed, or less than that with a face that could be compared, clear becomes look.`,
  'From a page saying that it cannot take the picture that was asked for until it has sent one on request counts as time that was not observed.',
  'The band is an order for people to look in. It is no verdict and fails nobody.',
].join(' ');

/** Confirmed and not dismissed by a person: only these count. */
export const counts = ({ confirmed, verdict }: ViolationView): boolean => confirmed && verdict?.verdict !== 'dismissed';

/**
 * The capped, weighted sum over observed time; see `FORMULA`.
 * @param end when violations that are still open end for this purpose, milliseconds
 * @param observedMs how long the attempt was observed
 * @returns 0 to 1
 */
export function scoreOf(violations: readonly ViolationView[], end: number, observedMs: number): number {
  const totals = new Map<ViolationKind, number>();
  for (const violation of violations.filter(counts)) {
    const seconds = ((violation.endedAt === null ? end : Date.parse(violation.endedAt)) - Date.parse(violation.openedAt)) / 1000;
    const weight = 0.5 + 0.5 * Math.min(1, Math.max(0, seconds) / LONG_SECONDS);
    totals.set(violation.kind, (totals.get(violation.kind) ?? 0) + violation.severity * weight);
  }
  const sum = [...totals].reduce((all, [kind, total]) => all + Math.min(total, CAP * VIOLATIONS[kind].severity), 0);
  return Math.min(1, sum / Math.max(1, observedMs / 3_600_000 / HOURS));
}

/**
 * Where a person should look first.
 * @param ran false when the attempt never ran: then nothing was to be observed
 * @param comparable false when nobody was to be compared, as without biometrics
 */
export function bandOf(score: number, coverage: Coverage, ran: boolean, comparable: boolean): Band {
  if (score >= REVIEW_FIRST) return 'review_first';
  const thin = coverage.any < ENOUGH_COVERAGE || (comparable && coverage.identity < ENOUGH_COVERAGE);
  return score >= LOOK || (ran && thin) ? 'look' : 'clear';
}
