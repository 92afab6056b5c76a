import { seal, unseal } from './seal.js';

const CHECK = 'invigil key check';

/** The key that the database belongs to, and the next one while a rotation is not finished. Never log them. */
export interface MasterKeys {
  readonly current: Buffer;
  readonly next: Buffer | null;
}

/** A known text that only this key opens. */
export const makeKeyCheck = (key: Buffer): Buffer => seal(key, Buffer.from(CHECK), CHECK);

export function opensKeyCheck(key: Buffer, check: Uint8Array): boolean {
  try {
    unseal(key, check, CHECK);
    return true;
  } catch {
    return false;
  }
}
