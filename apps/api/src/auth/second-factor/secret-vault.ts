import type { EntityManager } from 'typeorm';

/** Keeps what a person signs in with, under a key of that person alone; provided by the vault, which knows the keys. */
export abstract class SecretVault {
  /** @param context what the bytes are; `open` needs the same */
  abstract seal(userId: string, purpose: 'sign_in', bytes: Uint8Array, context: string, manager?: EntityManager): Promise<Buffer>;
  /** @throws when the bytes were not sealed for this person and context */
  abstract open(userId: string, purpose: 'sign_in', sealed: Uint8Array, context: string): Promise<Buffer>;
}
