import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What the server asks for, as far as an authenticator reads it. */
export interface Asked {
  readonly challenge: string;
}
interface Lies {
  /** The page that asks, instead of our own. */
  readonly origin?: string;
  /** The host that the credential is for, instead of `localhost`. */
  readonly rpId?: string;
  /** Nobody showed a finger, a face or a PIN. */
  readonly unverified?: boolean;
  readonly type?: string;
  readonly counter?: number;
  readonly userHandle?: string;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;
const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** CBOR of the few things that WebAuthn needs: small integers, byte strings, text and maps. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, inner]) => [cbor(key), cbor(inner as Buffer)])]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.of((major << 5) | length);
  return length < 256 ? Buffer.of((major << 5) | 24, length) : Buffer.of((major << 5) | 25, length >> 8, length & 255);
}

/** A passkey made of software, which can be told to lie: for what no browser would send. */
export class SoftAuthenticator {
  readonly credentialId = randomBytes(32);
  #counter = 0;
  readonly #privateKey: KeyObject;
  readonly #jwk: { x?: string; y?: string };

  constructor(private readonly origin: string) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    this.#jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  }

  get id(): string {
    return this.credentialId.toString('base64url');
  }

  /** The answer to `navigator.credentials.create`. */
  create({ challenge }: Asked, lies: Lies = {}) {
    const coordinate = (text = ''): Buffer => Buffer.from(text, 'base64url');
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinate(this.#jwk.x)],
      [-3, coordinate(this.#jwk.y)],
    ]);
    const length = Buffer.of(this.credentialId.length >> 8, this.credentialId.length & 255);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.credentialId, cbor(key)]);
    const authData = Buffer.concat([this.authenticatorData(lies, ATTESTED), attested]);
    const attestation = cbor(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]])); // prettier-ignore
    const response = {
      clientDataJSON: this.clientData(challenge, lies.type ?? 'webauthn.create', lies).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    };
    return { id: this.id, rawId: this.id, type: 'public-key', response, clientExtensionResults: {} };
  }

  /** The answer to `navigator.credentials.get`. */
  get({ challenge }: Asked, lies: Lies = {}) {
    const authenticatorData = this.authenticatorData(lies);
    const clientData = this.clientData(challenge, lies.type ?? 'webauthn.get', lies);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), this.#privateKey);
    const response = {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
      ...(lies.userHandle === undefined ? {} : { userHandle: lies.userHandle }),
    };
    return { id: this.id, rawId: this.id, type: 'public-key', response, clientExtensionResults: {} };
  }

  private authenticatorData({ rpId = 'localhost', unverified = false, counter }: Lies, more = 0): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? ++this.#counter);
    return Buffer.concat([sha256(rpId), Buffer.of(PRESENT | (unverified ? 0 : VERIFIED) | more), count]);
  }

  private clientData(challenge: string, type: string, { origin = this.origin }: Lies): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }
}
