import { randomBytes } from 'node:crypto';
import { seal, unseal } from './seal.js';

/** Wraps and unwraps the data keys of people and purposes; the master key itself never leaves it. */
export class KeyService {
  readonly #masterKey: Buffer;

  constructor(
    masterKey: Buffer,
    /** Signs access tokens. */
    readonly jwtSecret: string,
  ) {
    this.#masterKey = masterKey;
  }

  /** @returns 32 random bytes for one person and purpose */
  newDataKey(): Buffer {
    return randomBytes(32);
  }

  /** @param bound whose key it is and what for; `unwrap` needs the same */
  wrap(dataKey: Uint8Array, bound: string): Buffer {
    return seal(this.#masterKey, dataKey, `data-key:${bound}`);
  }

  /** @throws when the wrapped key was changed or belongs to another person or purpose */
  unwrap(wrapped: Uint8Array, bound: string): Buffer {
    return unseal(this.#masterKey, wrapped, `data-key:${bound}`);
  }
}
