import type { LocalStore } from './local-store.ts';
import type { Sealed } from './sealed.ts';

/** Encrypts what lies in this browser with a key that no script can take out of it. `context` must be the same both ways. */
export class LocalSeal {
  readonly #key: CryptoKey;

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  static async open(db: LocalStore): Promise<LocalSeal> {
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    // one transaction, so that two tabs that start at once agree on one key
    const tx = db.transaction('keys', 'readwrite', { durability: 'strict' });
    const known = await tx.store.get('local');
    if (!known) await tx.store.put({ id: 'local', key: made });
    await tx.done;
    return new LocalSeal(known?.key ?? made);
  }

  async seal(bytes: Uint8Array<ArrayBuffer>, context: string): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, box: await crypto.subtle.encrypt(this.#options(iv, context), this.#key, bytes) };
  }

  async open({ iv, box }: Sealed, context: string): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await crypto.subtle.decrypt(this.#options(iv, context), this.#key, box));
  }

  async sealJson(value: unknown, context: string): Promise<Sealed> {
    return this.seal(new TextEncoder().encode(JSON.stringify(value)), context);
  }

  async openJson<T>(sealed: Sealed, context: string): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.open(sealed, context))) as T;
  }

  #options(iv: Uint8Array<ArrayBuffer>, context: string): AesGcmParams {
    return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(context), tagLength: 128 };
  }
}
