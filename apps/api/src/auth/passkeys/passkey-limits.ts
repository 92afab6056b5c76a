import { Injectable } from '@nestjs/common';
import { Config } from '../../config.js';
import { Limiter } from '../limiter.js';
import { networkOf } from '../network-of.js';

/** Passkeys cannot be guessed, but each question is a row and each answer a signature to check. A whole room may sit behind one address. */
@Injectable()
export class PasskeyLimits {
  readonly #byAddress: Limiter;

  constructor({ throttleLimit }: Config) {
    this.#byAddress = new Limiter(Math.max(1, Math.floor(throttleLimit / 3)), 60_000);
  }

  /** @throws Problem TOO_MANY */
  take(address: string): void {
    this.#byAddress.take(networkOf(address));
  }
}
