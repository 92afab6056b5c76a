import { Injectable } from '@nestjs/common';
import { Limiter } from '../limits/limiter.js';
import { networkOf } from '../limits/network-of.js';

const WRONG = 5;
const MINUTE = 60_000;

/**
 * Five wrong codes, then a wait. Counted by account and network together: whoever guesses from elsewhere keeps nobody out, and passkeys, which
 * cannot be guessed, are not counted at all.
 */
@Injectable()
export class SecondFactorLimits {
  readonly #wrong = new Limiter(WRONG, 10 * MINUTE);

  /**
   * Runs a comparison of codes; only what did not match stays counted.
   * @throws Problem TOO_MANY
   */
  async guess(userId: string, address: string, compare: () => Promise<boolean>): Promise<boolean> {
    const pair = `${userId} ${networkOf(address)}`;
    this.#wrong.take(pair);
    const right = await compare();
    if (right) this.#wrong.clear(pair);
    return right;
  }
}
