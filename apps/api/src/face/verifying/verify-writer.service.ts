import { privacySettingsSchema } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { ClientInfo } from '../../auth/callers/client-info.js';
import { deviceInWords } from '../../auth/sessions/device-words.js';
import { LoginSession } from '../../auth/entities/login-session.entity.js';
import type { Person } from '../../auth/tokens/person.js';
import { User } from '../../auth/entities/user.entity.js';
import type { MailContent } from '../../mail/mail-content.js';
import { Mailer } from '../../mail/mailer.service.js';
import { FaceStandings } from './face-standings.service.js';

/** What a face check leaves behind: the session's right, the account's standing, a line in the log, and a mail to the owner. Never a distance, never a picture. */
@Injectable()
export class VerifyWriter {
  constructor(
    private readonly standings: FaceStandings,
    private readonly audit: AuditService,
    private readonly mailer: Mailer,
  ) {}

  async verified(person: Person, client: ClientInfo, manager: EntityManager): Promise<void> {
    await manager.update(LoginSession, { id: person.sessionId }, { faceVerifiedAt: new Date() });
    const { tell } = await this.standings.succeeded(person.id, manager);
    await this.record(person, 'face.verified', {}, client, manager);
    const user = await manager.findOneByOrFail(User, { id: person.id });
    if (tell && privacySettingsSchema.parse(user.privacy).mailVerification)
      await this.mail(user, { kind: 'face-verified', ...seenOn(client) }, manager);
  }

  /** @param message as the page shows it */
  async denied(person: Pick<Person, 'id'>, reason: string, message: string, client: ClientInfo, manager: EntityManager): Promise<void> {
    const { tell } = await this.standings.failed(person.id, manager);
    await this.refused(person, reason, client, manager);
    if (!tell) return;
    const user = await manager.findOneByOrFail(User, { id: person.id });
    await this.mail(user, { kind: 'face-denied', ...seenOn(client), reason: message }, manager);
  }

  /** Only written down. */
  refused(person: Pick<Person, 'id'>, reason: string, client: ClientInfo, manager: EntityManager): Promise<void> {
    return this.record(person, 'face.denied', { reason }, client, manager);
  }

  private record(
    { id }: Pick<Person, 'id'>,
    action: string,
    detail: Record<string, unknown>,
    client: ClientInfo,
    manager: EntityManager,
  ): Promise<void> {
    const entry = { actorId: id, action, subjectType: 'user', subjectId: id, detail: { ...detail, device: client.device } };
    return this.audit.record({ ...entry, address: client.address }, manager);
  }

  private mail({ id, email }: User, content: MailContent, manager: EntityManager): Promise<void> {
    return this.mailer.queue({ to: email, personId: id, ...content }, manager);
  }
}

const seenOn = ({ device }: ClientInfo) => ({ at: new Date(), device: deviceInWords(device).words });
