import { In, type EntityManager } from 'typeorm';
import { Evidence } from './evidence.entity.js';

/** The evidence of each of some violations, in the order it was seen; empty for those that have none. */
export async function evidenceOf(manager: EntityManager, violationIds: readonly string[]): Promise<Map<string, Evidence[]>> {
  const found = new Map<string, Evidence[]>(violationIds.map((id) => [id, []]));
  if (violationIds.length === 0) return found;
  const rows = await manager.find(Evidence, { where: { violationId: In([...violationIds]) }, order: { at: 'ASC', id: 'ASC' } });
  for (const row of rows) found.get(row.violationId)?.push(row);
  return found;
}
