import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isObjectKey, type Area } from '../storage/object-key.js';
import { ObjectStore, type StoredObject } from '../storage/object-store.service.js';

/** An object is written before the row that names it: a young one may still get its row. */
const YOUNG_MS = 3_600_000;
const AT_ONCE = 200;
/** Which column of which table names the objects of an area. */
const NAMED = { evidence: 'evidence', spool: 'frames', files: 'file_chunks', alerts: 'monitor_alerts' } as const satisfies Record<
  Area,
  string
>;

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
    let found: StoredObject[] = [];
    for await (const object of this.objects.list(area)) {
      found.push(object);
      if (found.length < AT_ONCE) continue;
      count += await this.deleteUnnamed(area, found, now);
      found = [];
    }
    return count + (await this.deleteUnnamed(area, found, now));
  }

  /** Only those that no row names are asked for their age: a bucket answers that one by one. */
  private async deleteUnnamed(area: Area, found: readonly StoredObject[], now: Date): Promise<number> {
    if (found.length === 0) return 0;
    const rows = await this.dataSource.query<{ key: string }[]>(`SELECT object_key AS key FROM ${NAMED[area]} WHERE object_key = ANY($1)`, [
      found.map(({ key }) => key),
    ]);
    const named = new Set(rows.map(({ key }) => key));
    let count = 0;
    for (const { key, writtenAt } of found.filter((object) => !named.has(object.key))) {
      const at = await writtenAt();
      if (at === null || now.getTime() - at.getTime() < YOUNG_MS) continue;
      await (isObjectKey(key) ? this.objects.delete(key) : this.objects.deletePart(key));
      count += 1;
    }
    return count;
  }
}
