import { Injectable } from '@nestjs/common';
import { privacySettingsSchema } from '@invigil/shared';
import { IsNull, type EntityManager } from 'typeorm';
import { Mailer } from '../../mail/mailer.service.js';
import type { ClientInfo } from '../callers/client-info.js';
import { deviceInWords } from './device-words.js';
import { LoginSession } from '../entities/login-session.entity.js';
import type { User } from '../entities/user.entity.js';

/** Tells people of a sign-in from a device that this account has not been used on. */
@Injectable()
export class NewDeviceService {
  constructor(private readonly mailer: Mailer) {}

  /**
   * Call it before the new session is written.
   * @param first whether nobody has ever signed in to this account: then there is nothing to compare with
   */
  async tell(user: User, client: ClientInfo, first: boolean, manager: EntityManager): Promise<void> {
    const sessions = manager.getRepository(LoginSession);
    const { deviceHash, device, address } = client;
    const known = await sessions.existsBy(deviceHash ? { userId: user.id, deviceHash } : { userId: user.id, deviceHash: IsNull(), device });
    if (known || !privacySettingsSchema.parse(user.privacy).mailNewDevice) return;
    if (first && !(await sessions.existsBy({ userId: user.id }))) return;
    const { words } = deviceInWords(device);
    const content = { kind: 'new-device' as const, at: new Date(), device: words, address, sessionsLink: '/account/sessions' };
    await this.mailer.queue({ to: user.email, personId: user.id, ...content }, manager);
  }
}
