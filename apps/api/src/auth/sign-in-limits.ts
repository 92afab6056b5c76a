import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
import { Limiter } from './limiter.js';

const MINUTE = 60_000;

/**
 * Guards against guessing. Nothing is counted by account alone: whoever wants to lock somebody out would only have to guess wrong.
 * A whole room may sit behind one address, so what is counted by address alone is generous and soon over.
 */
@Injectable()
export class SignInLimits {
  readonly #byAccount = new Limiter(10, 10 * MINUTE);
  readonly #byAddress: Limiter;
  readonly #signUps: Limiter;

  constructor(config: Config) {
    const share = Math.max(1, Math.floor(config.throttleLimit / 5));
    this.#byAddress = new Limiter(share, MINUTE);
    this.#signUps = new Limiter(share, MINUTE);
  }

  /** Runs a comparison of passwords; only what did not match stays counted. */
  async guess(account: string, address: string, compare: () => Promise<boolean>): Promise<boolean> {
    const pair = `${account} ${address}`;
    this.#byAddress.take(address);
    this.#byAccount.take(pair);
    const right = await compare();
    if (right) {
      this.#byAddress.giveBack(address);
      this.#byAccount.clear(pair);
    }
    return right;
  }

  signUp(address: string): void {
    this.#signUps.take(address);
  }
}
