import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v4 as uuid, v7 } from 'uuid';
import { Config } from '../config/config.js';
import { SettingsService } from '../settings/settings.service.js';
import { letterOf } from './letters.js';
import type { Mail } from './mail-content.js';
import { MailRow } from './mail.entity.js';
import { MailJobs } from './mail-jobs.service.js';
import { MailSeal } from './mail-seal.js';
import { renderLetter } from './render-letter.js';

/** Accounts that began with a face alone have an address here: nobody reads it. */
const NOWHERE = '@face.invalid';

/** Mails to people. */
@Injectable()
export class Mailer {
  constructor(
    private readonly config: Config,
    private readonly settings: SettingsService,
    private readonly seal: MailSeal,
    private readonly jobs: MailJobs,
  ) {}

  /**
   * Writes a mail down, to be sent once the transaction has committed; without a mail server an administrator can read it.
   * @param manager the transaction of the mail's cause: if that is rolled back, no mail is sent
   */
  async queue(mail: Mail, manager: EntityManager): Promise<void> {
    if (mail.to.endsWith(NOWHERE)) return;
    const { mail: settings } = await this.settings.read(manager);
    const id = v7();
    const { publicUrl, smtp } = this.config;
    const written = renderLetter(letterOf(mail), publicUrl, mail.picture, settings.attachPictures);
    await manager.getRepository(MailRow).insert({
      id,
      messageId: `<${uuid()}@${new URL(publicUrl).hostname}>`,
      kind: mail.kind,
      recipient: mail.to,
      personId: mail.personId,
      ...this.seal.seal(id, written),
      state: smtp.url === undefined ? 'waiting' : 'queued',
    });
    await this.jobs.wake(id, undefined, manager);
  }
}
