import { installationSettingsSchema, type InstallationSettings } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { SettingsRow } from './settings-row.entity.js';

/** What an administrator decided for the installation. Read from the database each time: it holds at once, on every node. */
@Injectable()
export class SettingsService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly audit: AuditService,
  ) {}

  async read(manager: EntityManager = this.source.manager): Promise<InstallationSettings> {
    const row = await manager.getRepository(SettingsRow).findOneBy({ id: 1 });
    return installationSettingsSchema.parse(row?.body ?? {});
  }

  /** Replaces all settings. */
  async write(actorId: string, body: InstallationSettings, address: string): Promise<InstallationSettings> {
    await this.source.transaction(async (manager) => {
      await manager.getRepository(SettingsRow).upsert({ id: 1, body: body as never, changedAt: new Date() }, ['id']);
      await this.audit.record(
        { actorId, action: 'settings.changed', subjectType: 'settings', subjectId: null, detail: { ...body }, address },
        manager,
      );
    });
    return body;
  }
}
