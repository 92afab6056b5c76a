import type { ViolationKind, ViolationView } from '@invigil/shared';

export interface FeedFilter {
  kind: ViolationKind | 'all';
  /** `confirmed` is what counts; `all` shows suspicions too; `unjudged` what nobody has decided on. */
  show: 'confirmed' | 'all' | 'unjudged';
  attemptId: string;
}

/** What the feed shows, newest first. */
export function feedOf(violations: Iterable<ViolationView>, filter: FeedFilter): ViolationView[] {
  return [...violations]
    .filter(
      (violation) =>
        (filter.kind === 'all' || violation.kind === filter.kind) &&
        (filter.attemptId === 'all' || violation.attemptId === filter.attemptId) &&
        (filter.show === 'all' || (violation.confirmed && violation.severity > 0 && (filter.show === 'confirmed' || !violation.verdict))),
    )
    .sort((a, b) => b.openedAt.localeCompare(a.openedAt) || b.position - a.position);
}
