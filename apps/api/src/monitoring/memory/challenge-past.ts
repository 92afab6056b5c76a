import { MoreThan, type EntityManager } from 'typeorm';
import { Challenge } from '../entities/challenge.entity.js';
import type { ChallengeOutcome } from '../checks/observation.js';

/**
 * How the frames that the server asked for turned out, as it is stored. What came neither as a frame nor as a word is not told again: the server's own
 * absence may be the reason.
 * @returns the outcomes since a moment, oldest first, and how many requests in a row the page could not answer
 */
export async function challengePast(
  manager: EntityManager,
  attemptId: string,
  since: Date,
): Promise<{ outcomes: ChallengeOutcome[]; unables: number }> {
  const rows = await manager.findBy(Challenge, { attemptId, askedAt: MoreThan(since) });
  const outcomes = rows
    .flatMap(({ answeredAt, unableAt, unable }): ChallengeOutcome[] => {
      if (answeredAt !== null) return [{ type: 'challenge', at: answeredAt.getTime(), outcome: 'answered' }];
      if (unableAt === null || unable === null) return [];
      return [{ type: 'challenge', at: unableAt.getTime(), outcome: 'unable', reason: unable }];
    })
    .sort((a, b) => a.at - b.at);
  const answered = outcomes.findLastIndex(({ outcome }) => outcome === 'answered');
  return { outcomes, unables: outcomes.length - 1 - answered };
}
