import { ALERT_DAYS, ALERT_SECONDS, type MonitorAlert } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditService } from '../audit/audit.service.js';
import { Mailer } from '../mail/mailer.service.js';
import { SettingsService } from '../settings/settings.service.js';
import { AlertPictures } from './alert-pictures.service.js';
import { MonitorAlertRow } from './monitor-alert.entity.js';
import { toAlert } from './to-alert.js';

const DUE = `alerted_at <= now() - make_interval(secs => ${String(ALERT_SECONDS)})`;
/** Of several at once, on whatever node, one gets a row back: the others wait for its commit and then find the time too new. */
const CLAIM = `
  INSERT INTO monitor_state AS s (id, alerted_at) VALUES (1, now())
  ON CONFLICT (id) DO UPDATE SET alerted_at = now() WHERE s.${DUE}
  RETURNING s.alerted_at AS at
`;
const DAY_MS = 86_400_000;
const MONITOR = '/monitor';

/** Raises alerts about unknown faces: a row, its picture, and a mail to each recipient, all or nothing and at most one in 30 s for the whole installation. */
@Injectable()
export class AlarmService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly pictures: AlertPictures,
    private readonly settings: SettingsService,
    private readonly mailer: Mailer,
    private readonly audit: AuditService,
  ) {}

  /**
   * @param jpeg a frame that has been analysed
   * @param watchedBy whose page it came from
   * @returns null when the last alert is less than 30 s ago
   */
  async raise(jpeg: Uint8Array, faces: MonitorAlert['faces'], watchedBy: string): Promise<MonitorAlert | null> {
    if (!(await this.due())) return null;
    const id = uuid();
    const clean = await this.pictures.clean(jpeg);
    const picture = await this.pictures.keep(id, clean);
    try {
      const row = await this.source.transaction((manager) => this.write({ id, ...picture, faces, watchedBy }, clean, manager));
      if (!row) await this.pictures.discard(picture);
      return row && toAlert(row);
    } catch (error) {
      await this.pictures.discard(picture);
      throw error;
    }
  }

  private async write(
    part: Pick<MonitorAlertRow, 'id' | 'wrapped' | 'objectKey' | 'faces' | 'watchedBy'>,
    jpeg: Uint8Array,
    manager: EntityManager,
  ): Promise<MonitorAlertRow | null> {
    const [claimed] = await manager.query<{ at: Date }[]>(CLAIM);
    if (!claimed) return null;
    const { at } = claimed;
    const row = { ...part, at, seenAt: null, expiresAt: new Date(at.getTime() + ALERT_DAYS * DAY_MS) };
    await manager.getRepository(MonitorAlertRow).insert(row);
    const { monitor } = await this.settings.read(manager);
    const picture = { jpeg, link: `${MONITOR}/alerts?alert=${part.id}` };
    for (const to of new Set(monitor.recipients))
      await this.mailer.queue({ kind: 'unknown-face', to, personId: null, at, monitorLink: MONITOR, picture }, manager);
    await this.audit.record({ actorId: null, action: 'alert.raised', subjectType: 'alert', subjectId: part.id }, manager);
    return row;
  }

  /** A quick look, so that no picture is sealed in vain for each frame; the claim decides. */
  private async due(): Promise<boolean> {
    const recent = await this.source.query<unknown[]>(`SELECT 1 FROM monitor_state WHERE id = 1 AND NOT (${DUE})`);
    return recent.length === 0;
  }
}
