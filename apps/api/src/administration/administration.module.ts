import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { AuditLogService } from './audit-log.service.js';
import { AuditController } from './audit.controller.js';
import { MailsController } from './mails.controller.js';
import { MailsService } from './mails.service.js';
import { SettingsController } from './settings.controller.js';

/** What administrators read and set: above signing in, while the log, the settings and the mails themselves lie below it. */
@Module({
  imports: [MailModule],
  controllers: [AuditController, MailsController, SettingsController],
  providers: [AuditLogService, MailsService],
})
export class AdministrationModule {}
