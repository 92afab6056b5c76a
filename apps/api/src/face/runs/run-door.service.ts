import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../../auth/callers/client-info.js';
import { Limiter } from '../../auth/limits/limiter.js';
import { networkOf } from '../../auth/limits/network-of.js';
import { Config } from '../../config/config.js';
import { ConsentsService } from '../../enrolment/consents.service.js';
import { Problem, type ProblemExtra } from '../../http/problem.js';
import { SettingsService } from '../../settings/settings.service.js';
import type { TicketUse } from '../tickets/liveness-proof.js';

const AGREEING = 'POST /auth/consents';
const AGREE =
  'Read what your camera is used for and agree to it first. You can do without: a person lets you in, and a passkey opens your files.';

/** Who may begin the tasks, and how often. No picture is looked at before somebody has agreed to that. */
@Injectable()
export class RunDoor {
  readonly #byPerson = new Limiter(30, 10 * 60_000);
  readonly #byAddress: Limiter;

  constructor(
    private readonly settings: SettingsService,
    private readonly consents: ConsentsService,
    config: Config,
  ) {
    // a whole room may sit behind one address
    this.#byAddress = new Limiter(Math.max(1, Math.floor(config.throttleLimit / 20)), 60_000);
  }

  /** @throws Problem FORBIDDEN, CONSENT_REQUIRED, TOO_MANY */
  async open({ purpose, personId }: TicketUse, { address }: ClientInfo): Promise<void> {
    if (personId === null) {
      this.#byAddress.take(networkOf(address));
      const { faceSignIn } = await this.settings.read();
      if (faceSignIn.mode === 'off')
        throw new Problem('FORBIDDEN', 'Nobody signs in with their face here. Use your password or a passkey.');
      return;
    }
    this.#byPerson.take(personId);
    if (!(await this.agreed(purpose, personId))) throw new Problem('CONSENT_REQUIRED', AGREE, consentFor(purpose));
  }

  private async agreed(purpose: TicketUse['purpose'], personId: string): Promise<boolean> {
    if (purpose === 'verify') return this.consents.has(personId, 'files');
    return (await this.consents.list(personId)).some(({ withdrawnAt }) => withdrawnAt === null);
  }
}

/** A try on oneself is open to whoever agreed to any use. */
const consentFor = (purpose: TicketUse['purpose']): ProblemExtra =>
  purpose === 'verify' ? { next: AGREEING, consent: 'files' } : { next: AGREEING };
