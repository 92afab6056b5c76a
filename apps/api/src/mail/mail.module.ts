import { Global, Module } from '@nestjs/common';
import { nightly } from '../nightly/nightly.js';
import { DeliveryService } from './delivery.service.js';
import { MailCheck } from './mail-check.service.js';
import { MailJobs } from './mail-jobs.service.js';
import { MailRetention } from './mail-retention.service.js';
import { MailSeal } from './mail-seal.js';
import { MailTransport } from './mail-transport.service.js';
import { Mailer } from './mailer.service.js';

/** Global: many things that happen are told to somebody by mail. */
@Global()
@Module({
  providers: [DeliveryService, MailCheck, Mailer, MailJobs, ...nightly(MailRetention), MailSeal, MailTransport],
  exports: [Mailer, MailJobs, MailSeal],
})
export class MailModule {}
