import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { lockUser } from '../auth/users/lock-user.js';
import { User } from '../auth/entities/user.entity.js';
import type { Person } from '../auth/tokens/person.js';
import { FaceTemplate } from '../enrolment/face-template.entity.js';
import { TemplateKeeper } from '../enrolment/template-keeper.service.js';
import { Mailer } from '../mail/mailer.service.js';
import { Problem } from '../http/problem.js';

@Injectable()
export class ResetService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly keeper: TemplateKeeper,
    private readonly audit: AuditService,
    private readonly mailer: Mailer,
  ) {}

  /** Destroys a person's template, so that they can enrol anew. */
  async reset(actor: Person, userId: string, reason: string, address: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      await lockUser(userId, manager);
      if (!(await manager.getRepository(FaceTemplate).existsBy({ userId })))
        throw new Problem('NOT_FOUND', 'This person has not enrolled; there is nothing to reset.');
      await this.keeper.destroy(userId, manager);
      const { email: to } = await manager.getRepository(User).findOneByOrFail({ id: userId });
      await this.mailer.queue({ to, personId: userId, kind: 'enrolment-reset', at: new Date(), reason }, manager);
      await this.audit.record(
        { actorId: actor.id, action: 'template.reset', subjectType: 'user', subjectId: userId, detail: { reason }, address },
        manager,
      );
    });
    this.keeper.announce(userId);
  }
}
