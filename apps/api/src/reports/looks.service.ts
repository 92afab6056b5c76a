import { Injectable } from '@nestjs/common';
import type { Coverage } from '@invigil/shared';
import { DataSource } from 'typeorm';
import { mergeIntervals, type Interval } from './intervals.js';
import type { Look } from './look.js';

interface Row {
  ms: string;
  faces: number | null;
  distance: number | null;
  unscorable: string | null;
}

const PAGE = `
  SELECT extract(epoch FROM at) * 1000 AS ms, (body->>'faces')::int AS faces, (body->>'distance')::float8 AS distance, body->>'unscorable' AS unscorable
  FROM events WHERE attempt_id = $1 AND type IN ('sample', 'frame') ORDER BY at
`;
const SERVER = `
  SELECT extract(epoch FROM at) * 1000 AS ms, jsonb_array_length(analysis->'faces') AS faces, (analysis->>'distance')::float8 AS distance,
         analysis->>'unscorable' AS unscorable
  FROM frames WHERE attempt_id = $1 AND state = 'analysed' ORDER BY at
`;
/** A frame that was asked for and never came is not analysed either. */
const FRAMES = `
  SELECT count(*) FILTER (WHERE state = 'analysed')::int AS analysed,
         (count(*) FILTER (WHERE state = 'not_analysed')
          + (SELECT count(*) FROM challenges WHERE attempt_id = $1 AND answered_at IS NULL AND deadline_at < now()))::int AS "notAnalysed"
  FROM frames WHERE attempt_id = $1
`;

/** From the page's word that it cannot take a picture until it has sent one on request. */
const BLIND = `
  SELECT extract(epoch FROM said.unable_at)::float8 * 1000 AS "from",
         (SELECT extract(epoch FROM min(answered.answered_at))::float8 * 1000 FROM challenges answered
          WHERE answered.attempt_id = $1 AND answered.answered_at > said.unable_at) AS "to"
  FROM challenges said WHERE said.attempt_id = $1 AND said.unable_at IS NOT NULL ORDER BY said.unable_at
`;

/** What was seen of one attempt, by the page and by the server. */
@Injectable()
export class LooksService {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order of time. */
  async of(attemptId: string): Promise<Look[]> {
    const page = await this.dataSource.query<Row[]>(PAGE, [attemptId]);
    const server = await this.dataSource.query<Row[]>(SERVER, [attemptId]);
    return [...page.map((row) => asLook(row, 'page')), ...server.map((row) => asLook(row, 'server'))].toSorted((a, b) => a.at - b.at);
  }

  /** When the page had no picture to show on request, merged, milliseconds. */
  async blind(attemptId: string): Promise<Interval[]> {
    const rows = await this.dataSource.query<{ from: number; to: number | null }[]>(BLIND, [attemptId]);
    return mergeIntervals(rows.map(({ from, to }) => ({ from, to: to ?? Infinity })));
  }

  async frames(attemptId: string): Promise<Coverage['frames']> {
    const [counted] = await this.dataSource.query<Coverage['frames'][]>(FRAMES, [attemptId]);
    return counted ?? { analysed: 0, notAnalysed: 0 };
  }
}

const asLook = ({ ms, faces, distance, unscorable }: Row, source: Look['source']): Look => ({
  at: Number(ms),
  source,
  faces: faces ?? 0,
  distance,
  unscorable,
});
