import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isObjectKey, type Area } from '../storage/object-key.js';
import { ObjectStore } from '../storage/object-store.service.js';

/** An object is written before the row that names it: a young one may still get its row. */
const YOUNG_MS = 3_600_000;
const AT_ONCE = 200;
/** Which column of which table names the objects of an area. */
const NAMED = { evidence: 'evidence', spool: 'frames' } as const satisfies Record<Area, string>;

/** Objects that no row names, left behind by a crash. */
@Injectable()
export class OrphanedObjects {
  constructor(
    private readonly dataSource: DataSource,
    private readonly objects: ObjectStore,
  ) {}

  /** @returns how many were deleted */
  async delete(area: Area, now: Date): Promise<number> {
    let count = 0;
    let keys: string[] = [];
    for await (const { key, writtenAt } of this.objects.list(area)) {
      if (now.getTime() - writtenAt.getTime() < YOUNG_MS) continue;
      keys.push(key);
      if (keys.length < AT_ONCE) continue;
      count += await this.deleteUnnamed(area, keys);
      keys = [];
    }
    return count + (await this.deleteUnnamed(area, keys));
  }

  private async deleteUnnamed(area: Area, keys: readonly string[]): Promise<number> {
    if (keys.length === 0) return 0;
    const rows = await this.dataSource.query<{ key: string }[]>(`SELECT object_key AS key FROM ${NAMED[area]} WHERE object_key = ANY($1)`, [
      keys,
    ]);
    const named = new Set(rows.map(({ key }) => key));
    const orphans = keys.filter((key) => !named.has(key));
    for (const key of orphans) await (isObjectKey(key) ? this.objects.delete(key) : this.objects.deletePart(key));
    return orphans.length;
  }
}
