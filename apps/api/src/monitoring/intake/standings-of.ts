import type { AttemptState } from '@invigil/shared';
import type { EntityManager } from 'typeorm';
import type { Standing } from './plan-batch.js';
import type { PreparedBatch } from './prepared-batch.js';

export interface LockedStream {
  standing: Omit<Standing, 'closedAt'>;
  /** Content hashes of committed entries that the batch repeats. */
  known: Map<number, Buffer>;
}
interface Row {
  id: string;
  head: number;
  last_at: Date | null;
  state: AttemptState;
  created_at: Date;
  ended_at: Date | null;
}

/** In the order of ids, so that two groups never wait for each other. */
const LOCK = `
  SELECT s.id, s.head, a.state, a.created_at, a.ended_at,
         (SELECT e.at FROM events e WHERE e.attempt_id = s.attempt_id AND e.stream = s.id AND e.seq = s.head) AS last_at
  FROM streams s JOIN attempts a ON a.id = s.attempt_id
  WHERE s.id = ANY($1) ORDER BY s.id FOR UPDATE OF s
`;
const REPEATED = `
  SELECT e.stream, e.seq, e.content_hash FROM events e
  JOIN unnest($1::uuid[], $2::uuid[], $3::int[]) AS r (attempt_id, stream, seq) ON e.attempt_id = r.attempt_id AND e.stream = r.stream AND e.seq = r.seq
`;

/** Locks the heads of the batches' streams and reads how they and their attempts stand. */
export async function standingsOf(manager: EntityManager, batches: readonly PreparedBatch[]): Promise<Map<string, LockedStream>> {
  const rows = await manager.query<Row[]>(LOCK, [batches.map(({ key }) => key)]);
  const streams = new Map<string, LockedStream>(
    rows.map(({ id, head, last_at, state, created_at, ended_at }) => [
      id,
      {
        standing: {
          head,
          lastAt: last_at?.getTime() ?? null,
          state,
          createdAt: created_at.getTime(),
          endedAt: ended_at?.getTime() ?? null,
        },
        known: new Map<number, Buffer>(),
      },
    ]),
  );
  const repeats = batches.flatMap(({ key, attemptId, entries }) =>
    entries
      .filter(({ entry }) => entry.seq <= (streams.get(key)?.standing.head ?? 0))
      .map(({ entry }) => ({ attemptId, key, seq: entry.seq })),
  );
  if (repeats.length === 0) return streams;
  const hashes = await manager.query<{ stream: string; seq: number; content_hash: Buffer }[]>(REPEATED, [
    repeats.map(({ attemptId }) => attemptId),
    repeats.map(({ key }) => key),
    repeats.map(({ seq }) => seq),
  ]);
  for (const { stream, seq, content_hash } of hashes) streams.get(stream)?.known.set(seq, content_hash);
  return streams;
}
