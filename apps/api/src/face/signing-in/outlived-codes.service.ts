import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { filter, merge, type Subscription } from 'rxjs';
import type { DataSource } from 'typeorm';
import { lockUser } from '../../auth/users/lock-user.js';
import { RecoveryCodesService } from '../../auth/factors/recovery-codes.service.js';
import { TemplateSignals } from '../../enrolment/template-signals.js';

/** Whose second step was their face alone keeps no recovery codes once it is asked for no more: they would come to life again with the next one. */
@Injectable()
export class OutlivedCodes implements OnModuleDestroy {
  private readonly logger = new Logger(OutlivedCodes.name);
  private readonly heard: Subscription;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly codes: RecoveryCodesService,
    { destroyed$, consented$ }: TemplateSignals,
  ) {
    const chosen$ = consented$.pipe(filter(({ kind }) => kind === 'sign_in'));
    this.heard = merge(destroyed$, chosen$).subscribe(({ userId }) => {
      this.running = this.running.then(() => this.clear(userId));
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.heard.unsubscribe();
    await this.running;
  }

  private async clear(userId: string): Promise<void> {
    try {
      await this.source.transaction(async (manager) => {
        await lockUser(userId, manager);
        await this.codes.clearWhereUseless(userId, manager);
      });
    } catch (error) {
      this.logger.error(error instanceof Error ? error.stack : 'recovery codes could not be cleared');
    }
  }
}
