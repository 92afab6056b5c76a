import { Injectable } from '@nestjs/common';
import { AccountLinks } from '../links/account-links.service.js';
import { OwnSessionsService } from '../sessions/own-sessions.service.js';
import { PasskeyChallenges } from '../passkeys/passkey-challenges.service.js';
import { SecondSteps } from '../second-factor/second-steps.service.js';

/** What is left of signing in once it is over. */
@Injectable()
export class OutdatedSignIns {
  constructor(
    private readonly sessions: OwnSessionsService,
    private readonly steps: SecondSteps,
    private readonly challenges: PasskeyChallenges,
    private readonly links: AccountLinks,
  ) {}

  /** Deletes steps that were never finished, links of mails a day after their end, and sessions 30 days after their end. @returns how many sessions */
  async delete(now: Date): Promise<number> {
    await this.steps.deleteExpired(now);
    await this.challenges.deleteExpired(now);
    await this.links.deleteOld(now);
    return this.sessions.deleteEnded(now);
  }
}
