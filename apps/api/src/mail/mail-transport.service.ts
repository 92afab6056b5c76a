import { Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { Config } from '../config/config.js';
import type { WrittenMail } from './mail-seal.js';
import type { MailRow } from './mail.entity.js';
import { PICTURE_ID } from './render-letter.js';

type Envelope = Pick<MailRow, 'messageId' | 'recipient' | 'createdAt'>;

/** Hands mails to the server of SMTP_URL. */
@Injectable()
export class MailTransport {
  private readonly transport: Transporter;

  constructor(private readonly config: Config) {
    const options: SMTPTransport.Options = {
      // Never asked while it is not set.
      url: config.smtp.url ?? 'smtp://127.0.0.1',
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    this.transport = createTransport(options);
  }

  /** @throws the transport's error when the server does not take it */
  async send({ messageId, recipient, createdAt }: Envelope, { subject, text, html, picture }: WrittenMail): Promise<void> {
    await this.transport.sendMail({
      messageId,
      // Not a header to be parsed: one address, whatever is in it.
      to: { name: '', address: recipient },
      from: this.config.smtp.from,
      date: createdAt,
      subject,
      text,
      html,
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments:
        picture === null
          ? []
          : [{ filename: 'picture.jpg', content: Buffer.from(picture, 'base64'), contentType: 'image/jpeg', cid: PICTURE_ID }],
    });
  }

  /** Reaches the server and signs in. @throws the transport's error when it cannot */
  async check(): Promise<void> {
    await this.transport.verify();
  }
}
