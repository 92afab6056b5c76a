import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { CONSENT_VERSIONS, type ConsentKind, type ConsentRecord } from '@invigil/shared';
import { IsNull, type DataSource, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditService } from '../audit/audit.service.js';
import { lockUser } from '../auth/users/lock-user.js';
import { endFaceVerified } from '../auth/sessions/end-face-verified.js';
import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { Consent } from './consent.entity.js';
import { TemplateKeeper } from './template-keeper.service.js';
import { TemplateSignals } from './template-signals.js';

/** What people agreed to, and when they took it back. Rows are kept: they prove what was agreed. */
@Injectable()
export class ConsentsService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly audit: AuditService,
    private readonly keeper: TemplateKeeper,
    private readonly signals: TemplateSignals,
  ) {}

  /** Whether the person agrees now, to the text in force. */
  has(userId: string, kind: ConsentKind, manager: EntityManager = this.source.manager): Promise<boolean> {
    return manager.getRepository(Consent).existsBy({ userId, kind, version: CONSENT_VERSIONS[kind], withdrawnAt: IsNull() });
  }

  /** Whether the person agreed, perhaps to an older text, and has not withdrawn: what goes on already may go on until it asks anew. */
  stands(userId: string, kind: ConsentKind): Promise<boolean> {
    return this.source.getRepository(Consent).existsBy({ userId, kind, withdrawnAt: IsNull() });
  }

  async list(userId: string): Promise<ConsentRecord[]> {
    const rows = await this.source.getRepository(Consent).find({ where: { userId }, order: { givenAt: 'DESC', id: 'DESC' } });
    return rows.map(toRecord);
  }

  /** Agreeing twice to the same text changes nothing. */
  async give(person: Person, kind: ConsentKind, version: string, address: string): Promise<ConsentRecord> {
    if (version !== CONSENT_VERSIONS[kind])
      throw new Problem('CONFLICT', 'The text has changed since you opened it. Reload the page, read it and decide again.');
    const record = await this.source.transaction(async (manager) => {
      await lockUser(person.id, manager);
      const rows = manager.getRepository(Consent);
      const given = await rows.findOneBy({ userId: person.id, kind, version, withdrawnAt: IsNull() });
      if (given) return toRecord(given);
      const row = { id: uuid(), userId: person.id, kind, version, givenAt: new Date(), withdrawnAt: null };
      await rows.insert(row);
      await this.audit.record(
        { actorId: person.id, action: 'consent.given', subjectType: 'user', subjectId: person.id, detail: { kind, version }, address },
        manager,
      );
      return toRecord(row);
    });
    this.signals.consented$.next({ userId: person.id, kind });
    return record;
  }

  /** Takes the consent back: what it allowed ends at once. With the last one the template goes, for good. */
  async withdraw(person: Person, kind: ConsentKind, address: string): Promise<ConsentRecord[]> {
    const templateDestroyed = await this.source.transaction(async (manager) => {
      await lockUser(person.id, manager);
      const rows = manager.getRepository(Consent);
      const { affected } = await rows.update({ userId: person.id, kind, withdrawnAt: IsNull() }, { withdrawnAt: new Date() });
      if (!affected)
        throw new Problem('NOT_FOUND', 'There is no such consent to withdraw; you have not given it, or have withdrawn it already.');
      if (kind === 'files') await endFaceVerified(person.id, manager);
      // An older text that was never withdrawn still needs the template: its owner is asked again, not enrolled again.
      const last = !(await rows.existsBy({ userId: person.id, withdrawnAt: IsNull() }));
      if (last) await this.keeper.destroy(person.id, manager);
      const about = { subjectType: 'user', subjectId: person.id, detail: { kind, templateDestroyed: last } };
      await this.audit.record({ actorId: person.id, action: 'consent.withdrawn', ...about, address }, manager);
      return last;
    });
    if (templateDestroyed) this.keeper.announce(person.id);
    this.signals.consented$.next({ userId: person.id, kind });
    return this.list(person.id);
  }
}

const toRecord = ({ kind, version, givenAt, withdrawnAt }: Omit<Consent, 'id' | 'userId'>): ConsentRecord => ({
  kind,
  version,
  givenAt: givenAt.toISOString(),
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
});
