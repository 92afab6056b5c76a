import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PortraitRow } from '@invigil/shared';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { lockUser } from '../auth/users/lock-user.js';
import type { Person } from '../auth/tokens/person.js';
import { User } from '../auth/entities/user.entity.js';
import { RosterPhotos } from '../exams/roster-photos.service.js';
import { Problem } from '../http/problem.js';
import { Mailer } from '../mail/mailer.service.js';
import { FaceTemplate } from './face-template.entity.js';
import { expiryLine } from './template-age.js';
import { TemplateKeeper } from './template-keeper.service.js';
import { TemplatesService } from './templates.service.js';

const NONE = 'No portrait of this person waits; somebody else may have judged it. Reload the list.';
const MOST = 200;

export interface Judgement {
  decision: 'approve' | 'reject';
  reason?: string;
}

/** Portraits from enrolment that wait for a person to compare them. */
@Injectable()
export class PortraitsService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly templates: TemplatesService,
    private readonly keeper: TemplateKeeper,
    private readonly photos: RosterPhotos,
    private readonly audit: AuditService,
    private readonly mailer: Mailer,
  ) {}

  /** Longest waiting first. */
  async waiting(viewer: Person): Promise<PortraitRow[]> {
    const rows = await this.source
      .createQueryBuilder(FaceTemplate, 't')
      .innerJoin(User, 'u', 'u.id = t.userId')
      .where(`t.state = 'captured' AND t.portrait IS NOT NULL AND t.lastUsedAt > :line`, { line: expiryLine(new Date()) })
      .orderBy('t.enrolledAt')
      .limit(MOST)
      .select(['u.id AS id', 'u.name AS name', 'u.email AS email', 't.enrolledAt AS "enrolledAt"'])
      .getRawMany<{ id: string; name: string | null; email: string; enrolledAt: Date }>();
    const withPhoto = await this.photos.among(
      viewer,
      rows.map(({ id }) => id),
    );
    return rows.map(({ id, name, email, enrolledAt }) => {
      const saved = { portraitSaved: true, photoSaved: withPhoto.has(id) };
      return { userId: id, name, email, templateState: 'captured', enrolledAt: enrolledAt.toISOString(), ...saved };
    });
  }

  async view(person: Person, userId: string, address: string): Promise<Buffer> {
    const portrait = await this.templates.portrait(userId);
    if (!portrait) throw new Problem('NOT_FOUND', NONE);
    await this.audit.record({ actorId: person.id, action: 'portrait.viewed', subjectType: 'user', subjectId: userId, address });
    return portrait;
  }

  /** The roster's photo beside it, from the exams that the viewer runs, as long as the portrait waits. */
  async photo(viewer: Person, userId: string, address: string): Promise<Buffer> {
    const photo = (await this.templates.portrait(userId)) && (await this.photos.of(viewer, userId));
    if (!photo) throw new Problem('NOT_FOUND', 'No photo of this person lies with the rosters of your exams.');
    await this.audit.record({ actorId: viewer.id, action: 'roster.photo_viewed', subjectType: 'user', subjectId: userId, address });
    return photo;
  }

  async judge(
    person: Person,
    userId: string,
    { decision, reason = '' }: Judgement,
    address: string,
  ): Promise<{ status: 'success'; message: string }> {
    if (decision === 'approve') {
      await this.approve(person, userId, address);
      return { status: 'success', message: 'Approved. The portrait has been deleted.' };
    }
    await this.reject(person, userId, reason, address);
    return { status: 'success', message: 'Rejected. The template has been destroyed, and the person can enrol anew.' };
  }

  /** The picture has done its work and goes; the template stays. */
  private async approve(person: Person, userId: string, address: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const row = await this.lockWaiting(userId, manager);
      await manager
        .getRepository(FaceTemplate)
        .update({ userId: row.userId }, { state: 'approved', portrait: null, judgedBy: person.id, judgedAt: new Date() });
      await this.audit.record(
        { actorId: person.id, action: 'portrait.approved', subjectType: 'user', subjectId: userId, address },
        manager,
      );
    });
  }

  /** The template goes with the picture: the person enrols anew. */
  private async reject(person: Person, userId: string, reason: string, address: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      await this.lockWaiting(userId, manager);
      await this.keeper.destroy(userId, manager);
      const { email: to } = await manager.getRepository(User).findOneByOrFail({ id: userId });
      await this.mailer.queue({ to, personId: userId, kind: 'enrolment-reset', at: new Date(), reason }, manager);
      await this.audit.record(
        { actorId: person.id, action: 'portrait.rejected', subjectType: 'user', subjectId: userId, detail: { reason }, address },
        manager,
      );
    });
    this.keeper.announce(userId);
  }

  private async lockWaiting(userId: string, manager: EntityManager): Promise<FaceTemplate> {
    await lockUser(userId, manager);
    const row = await manager.getRepository(FaceTemplate).findOneBy({ userId, state: 'captured' });
    if (!row?.portrait) throw new Problem('NOT_FOUND', NONE);
    return row;
  }
}
