import { Global, Module } from '@nestjs/common';
import { Mailer } from './mailer.service.js';
import { MailSeal } from './mail-seal.js';

/** Global: many things that happen are told to somebody by mail. */
@Global()
@Module({ providers: [Mailer, MailSeal], exports: [Mailer] })
export class MailModule {}
