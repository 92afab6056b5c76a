import { makeTemplate } from '@invigil/biometrics';
import { CONSENT_VERSIONS } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import type { ClientInfo } from '../../auth/callers/client-info.js';
import { User } from '../../auth/entities/user.entity.js';
import { Consent } from '../../enrolment/consent.entity.js';
import { TemplateWriter } from '../../enrolment/template-writer.service.js';
import { Problem } from '../../http/problem.js';
import { generatedUsername } from './generated-username.js';
import type { Found } from './sign-in-tickets.js';

/** Accounts that begin with a face: a generated name, no address of their own yet, and the template from the frames of the very tasks. */
@Injectable()
export class FaceAccounts {
  constructor(
    private readonly templates: TemplateWriter,
    private readonly audit: AuditService,
  ) {}

  async create({ name, proof }: Found, { address }: ClientInfo, manager: EntityManager): Promise<User> {
    const { template } = makeTemplate(proof.descriptors);
    if (!template) throw new Problem('BAD_PICTURE', 'The pictures do not agree with each other. Begin again with the tasks.');
    const user = await this.insert(name, manager);
    const given = { kind: 'sign_in', version: CONSENT_VERSIONS.sign_in } as const;
    await manager.insert(Consent, { id: uuid(), userId: user.id, ...given, givenAt: new Date(), withdrawnAt: null });
    await this.templates.write(user.id, { state: 'captured', descriptor: template, portrait: Buffer.from(proof.frame) }, manager);
    const about = { actorId: user.id, subjectType: 'user', subjectId: user.id, address };
    await this.audit.record({ ...about, action: 'account.begun_by_face' }, manager);
    await this.audit.record({ ...about, action: 'consent.given', detail: given }, manager);
    await this.audit.record({ ...about, action: 'template.enrolled', detail: { state: 'captured' } }, manager);
    return user;
  }

  private async insert(name: string | null, manager: EntityManager): Promise<User> {
    const id = uuid();
    const username = generatedUsername();
    const email = `${username}@face.invalid`;
    await manager.insert(User, { id, username, email, name, role: 'student', passwordHash: null, verified: false, active: true });
    return manager.findOneByOrFail(User, { id });
  }
}
