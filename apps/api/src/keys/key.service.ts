import { randomBytes } from 'node:crypto';
import type { MasterKeys } from './master-keys.js';
import { seal, unseal } from './seal.js';

/** Wraps and unwraps the data keys of people and purposes; the master keys themselves never leave it. */
export class KeyService {
  readonly #keys: MasterKeys;

  constructor(
    keys: MasterKeys,
    /** Signs access tokens. */
    readonly jwtSecret: string,
  ) {
    this.#keys = keys;
  }

  /** @returns 32 random bytes for one person and purpose */
  newDataKey(): Buffer {
    return randomBytes(32);
  }

  /** @param bound whose key it is and what for, from `WRAPPED`; `unwrap` needs the same */
  wrap(dataKey: Uint8Array, bound: string): Buffer {
    const { current, next } = this.#keys;
    return seal(next ?? current, dataKey, wrapping(bound));
  }

  /** @throws when the wrapped key was changed or belongs to another person or purpose */
  unwrap(wrapped: Uint8Array, bound: string): Buffer {
    const { current, next } = this.#keys;
    return (next && openedBy(next, wrapped, bound)) ?? unseal(current, wrapped, wrapping(bound));
  }

  /**
   * The same data key, wrapped by the next master key.
   * @returns null when it is that already
   * @throws when neither key opens it
   */
  rewrap(wrapped: Uint8Array, bound: string): Buffer | null {
    const { current, next } = this.#keys;
    if (!next || openedBy(next, wrapped, bound)) return null;
    return seal(next, unseal(current, wrapped, wrapping(bound)), wrapping(bound));
  }
}

const wrapping = (bound: string): string => `data-key:${bound}`;

function openedBy(key: Buffer, wrapped: Uint8Array, bound: string): Buffer | null {
  try {
    return unseal(key, wrapped, wrapping(bound));
  } catch {
    return null;
  }
}
