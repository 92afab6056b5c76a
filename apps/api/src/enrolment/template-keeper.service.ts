import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { endFaceVerified } from '../auth/sessions/end-face-verified.js';
import { TemplateSignals } from './template-signals.js';
import { VaultService } from './vault.service.js';

/** Ends templates: the key goes, the row goes with it by cascade, and whoever holds a copy in memory is told. */
@Injectable()
export class TemplateKeeper {
  constructor(
    private readonly vault: VaultService,
    private readonly signals: TemplateSignals,
  ) {}

  /** Call `announce` once the transaction has committed. */
  async destroy(userId: string, manager: EntityManager): Promise<void> {
    await this.vault.destroyKey(userId, 'template', manager);
    await endFaceVerified(userId, manager);
  }

  announce(userId: string): void {
    this.vault.forget(userId, 'template');
    this.signals.destroyed$.next({ userId });
  }
}
