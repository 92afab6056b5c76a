import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Limiter } from '../limits/limiter.js';
import { networkOf } from '../limits/network-of.js';

const MINUTE = 60_000;

/** From where somebody tries: a browser that has signed in to the account before is counted by itself. */
export interface Guesser {
  address: string;
  knownDevice?: string | undefined;
}

/**
 * Guards against guessing. Nothing is counted by account alone: whoever wants to lock somebody out would only have to guess wrong.
 * A whole room may sit behind one address, so what is counted by address alone is generous and soon over, and a neighbour's wrong
 * guesses do not count against the browser in which somebody has signed in before.
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
  async guess(account: string, { address, knownDevice }: Guesser, compare: () => Promise<boolean>): Promise<boolean> {
    const network = networkOf(address);
    const pair = `${account} ${knownDevice ?? network}`;
    this.#byAddress.take(network);
    this.#byAccount.take(pair);
    const right = await compare();
    if (right) {
      this.#byAddress.giveBack(network);
      this.#byAccount.clear(pair);
    }
    return right;
  }

  /** Lets somebody who has just got a new password try it at once, however often they guessed before. */
  forgive(account: string, address: string): void {
    this.#byAccount.clear(`${account} ${networkOf(address)}`);
  }

  signUp(address: string): void {
    this.#signUps.take(networkOf(address));
  }
}
