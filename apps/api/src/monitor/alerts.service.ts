import type { AlertQuery, MonitorAlert, MonitorAlertPage } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { IsNull, LessThanOrEqual, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Problem } from '../http/problem.js';
import { DoomedObject } from '../storage/doomed-object.entity.js';
import { DoomedObjects } from '../storage/doomed-objects.service.js';
import { AlertPictures } from './alert-pictures.service.js';
import { MonitorAlertRow } from './monitor-alert.entity.js';
import { toAlert } from './to-alert.js';

/** Who does it, and from where. */
export interface Actor {
  id: string;
  address: string;
}

/** The history of alerts, for administrators. Every look at a picture is written down. */
@Injectable()
export class AlertsService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly pictures: AlertPictures,
    private readonly doomed: DoomedObjects,
    private readonly audit: AuditService,
  ) {}

  /** Newest first; ids are made in the order of time. */
  async page({ before, limit, show }: AlertQuery): Promise<MonitorAlertPage> {
    const query = this.source
      .createQueryBuilder(MonitorAlertRow, 'a')
      .where('a.expiresAt > now()')
      .orderBy('a.id', 'DESC')
      .limit(limit + 1);
    if (before !== undefined) query.andWhere('a.id < :before', { before });
    if (show === 'unseen') query.andWhere('a.seenAt IS NULL');
    const rows = await query.getMany();
    const alerts = rows.slice(0, limit).map(toAlert);
    const unseen = await this.source.getRepository(MonitorAlertRow).countBy({ seenAt: IsNull(), expiresAt: MoreThan(new Date()) });
    return { alerts, next: rows.length > limit ? (alerts.at(-1)?.id ?? null) : null, unseen };
  }

  /** @returns the JPEG */
  async picture(id: string, actor: Actor): Promise<Buffer> {
    const row = await this.row(id);
    await this.record('alert.viewed', id, actor);
    const jpeg = await this.pictures.open(row);
    if (!jpeg) throw noSuchAlert();
    return jpeg;
  }

  /** Marking it twice changes nothing. */
  async markSeen(id: string): Promise<MonitorAlert> {
    await this.source.getRepository(MonitorAlertRow).update({ id, seenAt: IsNull() }, { seenAt: new Date() });
    return toAlert(await this.row(id));
  }

  async delete(id: string, actor: Actor): Promise<void> {
    await this.source.transaction(async (manager) => {
      if ((await this.remove({ id }, manager)) === 0) throw noSuchAlert();
      await this.record('alert.deleted', id, actor, manager);
    });
    void this.doomed.delete();
  }

  /** @returns how many had been kept long enough and are gone */
  async deleteExpired(now: Date): Promise<number> {
    const count = await this.source.transaction((manager) => this.remove({ expiresAt: LessThanOrEqual(now) }, manager));
    if (count > 0) void this.doomed.delete();
    return count;
  }

  /** Rows and keys go with the transaction; the objects, which nobody can open any more, follow. */
  private async remove(where: Parameters<EntityManager['findBy']>[1], manager: EntityManager): Promise<number> {
    const rows = await manager.getRepository(MonitorAlertRow).find({ where: where as never, lock: { mode: 'pessimistic_write' } });
    if (rows.length === 0) return 0;
    await manager.getRepository(DoomedObject).upsert(
      rows.map(({ objectKey }) => ({ objectKey })),
      ['objectKey'],
    );
    await manager.getRepository(MonitorAlertRow).delete(rows.map(({ id }) => id));
    return rows.length;
  }

  private async row(id: string): Promise<MonitorAlertRow> {
    const row = await this.source.getRepository(MonitorAlertRow).findOneBy({ id, expiresAt: MoreThan(new Date()) });
    if (!row) throw noSuchAlert();
    return row;
  }

  private record(action: string, subjectId: string, { id, address }: Actor, manager?: EntityManager): Promise<void> {
    return this.audit.record({ actorId: id, action, subjectType: 'alert', subjectId, address }, manager);
  }
}

const noSuchAlert = (): Problem =>
  new Problem('NOT_FOUND', 'There is no such alert any more; it was deleted, or its time is over. Reload the list.');
