import type { AttemptTile } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../http/problem.js';
import { COUNTED_ANSWERS } from './answers.service.js';
import { PresenceService } from './presence.service.js';
import { SightLevels } from './sight-levels.service.js';

type Stored = Omit<AttemptTile, 'online' | 'identityCoverage' | 'lastSeenAt' | 'startedAt' | 'deadlineAt' | 'pausedAt'> & {
  lastSeenAt: Date | null;
  startedAt: Date | null;
  deadlineAt: Date | null;
  pausedAt: Date | null;
};

/** Names come from the roster: what the instructor knows the student by. */
const SELECT = `
  SELECT a.id, a.exam_id AS "examId", a.user_id AS "studentId", r.name, r.email, a.state, a.check_in AS "checkIn", a.reason,
         a.last_seen_at AS "lastSeenAt", a.started_at AS "startedAt", a.deadline_at AS "deadlineAt", a.paused_at AS "pausedAt",
         coalesce(n.answered, 0)::int AS answered,
         (SELECT count(*) FROM questions q WHERE q.exam_id = a.exam_id)::int AS questions,
         coalesce(v.confirmed, 0)::int AS violations, coalesce(v.open, 0)::int AS "openViolations"
  FROM attempts a
  JOIN roster r ON r.id = a.roster_id
  LEFT JOIN LATERAL (${COUNTED_ANSWERS}) n ON true
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE confirmed) AS confirmed, count(*) FILTER (WHERE state <> 'closed') AS open FROM violations WHERE attempt_id = a.id
  ) v ON true
`;

/** The students of an exam as the proctor's wall shows them. */
@Injectable()
export class AttemptTiles {
  constructor(
    private readonly db: DataSource,
    private readonly presence: PresenceService,
    private readonly sight: SightLevels,
  ) {}

  async one(attemptId: string): Promise<AttemptTile> {
    const [row] = await this.db.query<Stored[]>(`${SELECT} WHERE a.id = $1`, [attemptId]);
    if (!row) throw new Problem('NOT_FOUND', 'There is no such attempt; open it from the exam again.');
    return this.shown(row);
  }

  async ofExam(examId: string): Promise<AttemptTile[]> {
    const rows = await this.db.query<Stored[]>(`${SELECT} WHERE a.exam_id = $1 ORDER BY r.name, a.id`, [examId]);
    return rows.map((row) => this.shown(row));
  }

  private shown(row: Stored): AttemptTile {
    const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
    const times = { startedAt: iso(row.startedAt), deadlineAt: iso(row.deadlineAt), pausedAt: iso(row.pausedAt) };
    const lastSeenAt = this.presence.lastSeen(row.id) ?? row.lastSeenAt;
    const identityCoverage = row.state === 'in_progress' ? this.sight.of(row.id) : null;
    return { ...row, ...times, lastSeenAt: iso(lastSeenAt), online: this.presence.online(row.id), identityCoverage };
  }
}
