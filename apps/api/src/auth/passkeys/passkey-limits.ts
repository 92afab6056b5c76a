import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Limiter } from '../limits/limiter.js';
import { networkOf } from '../limits/network-of.js';

const MINUTE = 60_000;

/** Passkeys cannot be guessed, but each question is a row and each answer a signature to check. A whole room may sit behind one address. */
@Injectable()
export class PasskeyLimits {
  readonly #questions: Limiter;
  readonly #answers: Limiter;

  constructor({ throttleLimit }: Config) {
    // every sign-in page asks when it opens, whoever then types a password too: that must not use up what the answers need
    this.#questions = new Limiter(throttleLimit, MINUTE);
    this.#answers = new Limiter(Math.max(1, Math.floor(throttleLimit / 3)), MINUTE);
  }

  /** @throws Problem TOO_MANY */
  takeQuestion(address: string): void {
    this.#questions.take(networkOf(address));
  }

  /** @throws Problem TOO_MANY */
  takeAnswer(address: string): void {
    this.#answers.take(networkOf(address));
  }
}
