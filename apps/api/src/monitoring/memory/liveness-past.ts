import { IsNull, MoreThan, Not, type EntityManager } from 'typeorm';
import type { LivenessObservation } from '../checks/observation.js';
import { faultOf, HOUR_MS, type LivenessMind } from './liveness-mind.js';
import { LivenessRunRow } from '../entities/liveness-run.entity.js';

/**
 * What is stored of an attempt's runs, after a restart. A run that was still open then was interrupted by it and counts for nothing.
 * @returns the runs of the last hour, and as the checks saw those that ended
 */
export async function livenessPast(
  manager: EntityManager,
  attemptId: string,
  now: number,
): Promise<{ mind: LivenessMind; observations: LivenessObservation[] }> {
  const interrupted = { outcome: 'void', reason: 'interrupted', endedAt: new Date(now) } as const;
  await manager.update(LivenessRunRow, { attemptId, endedAt: IsNull() }, interrupted);
  const rows = await manager.find(LivenessRunRow, {
    where: { attemptId, askedAt: MoreThan(new Date(now - HOUR_MS)), endedAt: Not(IsNull()) },
    order: { endedAt: 'ASC' },
  });
  const past = rows.map(({ askedAt, endedAt, repeatOf, outcome, reason }) => ({
    askedAt: askedAt.getTime(),
    endedAt: (endedAt ?? askedAt).getTime(),
    repeat: repeatOf !== null,
    outcome: outcome ?? ('void' as const),
    reason,
  }));
  const observations = past.map(({ endedAt, outcome, reason }): LivenessObservation => ({
    type: 'liveness',
    at: endedAt,
    outcome,
    reason: faultOf(reason),
    frameId: null,
  }));
  return { mind: { asked: null, past }, observations };
}
