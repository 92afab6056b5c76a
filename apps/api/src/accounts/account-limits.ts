import { Injectable } from '@nestjs/common';
import { Limiter } from '../auth/limits/limiter.js';
import { networkOf } from '../auth/limits/network-of.js';
import { Config } from '../config/config.js';

const MINUTE = 60_000;

/** Guards what sends mails, opens links and changes accounts. A whole room may sit behind one address. */
@Injectable()
export class AccountLimits {
  readonly #asking: Limiter;
  readonly #links: Limiter;
  readonly #changes = new Limiter(30, 10 * MINUTE);
  readonly #invitations = new Limiter(3, 60 * MINUTE);
  readonly #mails = new Limiter(4, 15 * MINUTE);
  readonly #mailsADay = new Limiter(40, 24 * 60 * MINUTE);

  constructor(config: Config) {
    const share = Math.max(1, Math.floor(config.throttleLimit / 10));
    this.#asking = new Limiter(share, 10 * MINUTE);
    this.#links = new Limiter(share, 10 * MINUTE);
  }

  /** Counts somebody who asks for a mail without having signed in. */
  ask(address: string): void {
    this.#asking.take(networkOf(address));
  }

  /** Counts a try to open a link. */
  tryLink(address: string): void {
    this.#links.take(networkOf(address));
  }

  /** Counts a change that a person makes to their own account. */
  change(personId: string): void {
    this.#changes.take(personId);
  }

  /** Counts an account that is made with an invitation: one link makes no crowd of accounts. */
  invitation(token: string): void {
    this.#invitations.take(token);
  }

  /**
   * Whether one more mail that somebody asked for may go to this address: nobody's letter box is filled by others, and nobody keeps others
   * from asking for theirs.
   * @param from who asks: an account, or an address of the network
   */
  mayMail(to: string, from: string): boolean {
    return this.#mails.hasRoom(`${to} ${networkOf(from)}`) && this.#mailsADay.hasRoom(to);
  }
}
