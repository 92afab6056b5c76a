import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { LessThanOrEqual, type DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { lockUser } from '../auth/users/lock-user.js';
import type { NightlyWork } from '../nightly/nightly.js';
import { FaceTemplate } from './face-template.entity.js';
import { expiryLine } from './template-age.js';
import { TemplateKeeper } from './template-keeper.service.js';

/** Destroys templates that nobody used for twelve months. They count as absent before that already. */
@Injectable()
export class TemplateExpiry implements NightlyWork {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly keeper: TemplateKeeper,
    private readonly audit: AuditService,
  ) {}

  async run(now: Date): Promise<void> {
    const unused = { lastUsedAt: LessThanOrEqual(expiryLine(now)) };
    const rows = await this.source.getRepository(FaceTemplate).find({ where: unused, select: { userId: true } });
    for (const { userId } of rows) await this.destroy(userId, unused);
  }

  private async destroy(userId: string, unused: { lastUsedAt: ReturnType<typeof LessThanOrEqual<Date>> }): Promise<void> {
    const destroyed = await this.source.transaction(async (manager) => {
      await lockUser(userId, manager);
      // It may have been used, or made anew, since the list was read.
      if (!(await manager.getRepository(FaceTemplate).existsBy({ userId, ...unused }))) return false;
      await this.keeper.destroy(userId, manager);
      await this.audit.record({ actorId: null, action: 'template.expired', subjectType: 'user', subjectId: userId }, manager);
      return true;
    });
    if (destroyed) this.keeper.announce(userId);
  }
}
