import type { AuditQuery } from '@invigil/shared';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { storableText } from '../http/storable-text.js';
import { ACTIONS_OF_AREA } from './audit-areas.js';

const PEOPLE = 'SELECT p.id FROM users p WHERE p.email ILIKE :like OR p.name ILIKE :like';
const CONCERNS = `(a.actor_id IN (${PEOPLE})
  OR a.subject_type = 'user' AND a.subject_id IN (${PEOPLE})
  OR a.subject_type = 'attempt' AND a.subject_id IN (SELECT t.id FROM attempts t WHERE t.user_id IN (${PEOPLE}))
  OR a.subject_type = 'session' AND a.subject_id IN (SELECT l.id FROM login_sessions l WHERE l.user_id IN (${PEOPLE})))`;
const DAY_MS = 86_400_000;
const LAST_MS = 2 ** 48 - 1;

/**
 * The smallest id that can be made at this time: the first 48 bits of a UUIDv7 are its time.
 * @param ms since 1970; what lies outside 48 bits counts as the nearest that does not
 */
export function firstIdAt(ms: number): string {
  const time = Math.min(Math.max(Math.trunc(ms), 0), LAST_MS)
    .toString(16)
    .padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/**
 * Narrows a query over the log, whose alias is `a`. A time is looked for by id as well, which has an index, with a day to spare on
 * both sides, since the clock that made the id need not be the one that wrote the time.
 */
export function narrow<T extends ObjectLiteral>(query: SelectQueryBuilder<T>, { person, area, from, to, before }: AuditQuery): void {
  const text = storableText(person);
  if (text !== '') query.andWhere(CONCERNS, { like: `%${text.replace(/[\\%_]/g, '\\$&')}%` });
  if (area !== undefined) query.andWhere(`split_part(a.action, '.', 1) IN (:...words)`, { words: ACTIONS_OF_AREA[area] });
  if (from !== undefined) {
    const at = new Date(from);
    query.andWhere('a.at >= :from AND a.id >= :firstId', { from: at, firstId: firstIdAt(at.getTime() - DAY_MS) });
  }
  if (to !== undefined) {
    const at = new Date(to);
    query.andWhere('a.at < :to AND a.id < :endId', { to: at, endId: firstIdAt(at.getTime() + DAY_MS) });
  }
  if (before !== undefined) query.andWhere('a.id < :before', { before });
}
