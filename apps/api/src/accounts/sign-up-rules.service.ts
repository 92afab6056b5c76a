import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../auth/callers/client-info.js';
import { SignInLimits } from '../auth/sign-in/sign-in-limits.js';
import { InvitationsService } from '../exams/invitations.service.js';
import { Problem } from '../http/problem.js';
import { SetupService } from '../keys/setup.service.js';
import { SettingsService } from '../settings/settings.service.js';
import { AccountLimits } from './account-limits.js';

/** Who may make an account of their own. */
@Injectable()
export class SignUpRules {
  constructor(
    private readonly setup: SetupService,
    private readonly settings: SettingsService,
    private readonly invitations: InvitationsService,
    private readonly limits: SignInLimits,
    private readonly more: AccountLimits,
  ) {}

  /**
   * @param invitation the token of an invitation to an exam, with which people sign up where nobody else may
   * @throws Problem FORBIDDEN where sign-up is closed, or the server is not set up yet
   */
  async require(client: ClientInfo, invitation: string | undefined): Promise<void> {
    this.limits.signUp(client.address);
    if (await this.setup.isNeeded()) {
      throw new Problem('FORBIDDEN', 'This server has not been set up yet. Open the set-up link that it printed when it started.');
    }
    if ((await this.settings.read()).signUp === 'open') return;
    if (invitation === undefined) {
      throw new Problem(
        'FORBIDDEN',
        'Accounts are made by invitation here. Open the link of your invitation again, or ask whoever runs your exam for one.',
      );
    }
    await this.invitations.preview(invitation);
    this.more.invitation(invitation);
  }
}
