import type { EntityManager } from 'typeorm';

const MATCHING = `
  FROM roster r JOIN exams e ON e.id = r.exam_id AND e.state = 'published' JOIN users u ON u.email = r.email AND u.verified AND u.active
  WHERE r.claimed_by IS NULL AND ($1::uuid IS NULL OR u.id = $1) AND ($2::uuid IS NULL OR r.exam_id = $2)
`;
/** Their link goes on working for them, and for nobody else. */
const CLAIM = `
  UPDATE roster SET claimed_by = found.user_id, claimed_at = now() FROM (SELECT r.id, r.exam_id, u.id AS user_id ${MATCHING}) AS found
  WHERE roster.id = found.id AND roster.claimed_by IS NULL
    AND NOT EXISTS (SELECT FROM roster other WHERE other.exam_id = found.exam_id AND other.claimed_by = found.user_id)
`;

/**
 * Gives roster entries to the accounts that have shown that the entry's address is theirs; never to an address that is not confirmed.
 * To be called when an address was confirmed, an exam published, or a roster made longer.
 */
export async function claimByAddress(
  { userId = null, examId = null }: { userId?: string | null; examId?: string | null },
  manager: EntityManager,
): Promise<void> {
  // The accounts first, as when a link is claimed: one person must not get two entries of one exam.
  await manager.query(`SELECT FROM users WHERE id IN (SELECT u.id ${MATCHING}) ORDER BY id FOR NO KEY UPDATE`, [userId, examId]);
  await manager.query(CLAIM, [userId, examId]);
}
