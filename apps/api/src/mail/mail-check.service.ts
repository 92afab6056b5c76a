import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { deliveryProblem } from './delivery-problem.js';
import { MailTransport } from './mail-transport.service.js';

/** Says at the start whether mails can leave. A mail server that is away must not keep the exams from opening. */
@Injectable()
export class MailCheck implements OnApplicationBootstrap {
  private readonly logger = new Logger(MailCheck.name);

  constructor(
    private readonly config: Config,
    private readonly transport: MailTransport,
  ) {}

  onApplicationBootstrap(): void {
    void this.check();
  }

  private async check(): Promise<void> {
    const { production, publicUrl, smtp } = this.config;
    if (smtp.url === undefined) {
      if (production)
        this.logger.warn(
          `SMTP_URL is not set: no mail leaves this server. Administrators read them at ${publicUrl}/admin/mail and hand them on.`,
        );
      return;
    }
    try {
      await this.transport.check();
    } catch (error) {
      this.logger.warn(`Mails cannot be sent now; they wait and are tried again. ${deliveryProblem(error).reason}`);
    }
  }
}
