import { Injectable, Logger } from '@nestjs/common';
import type { NewPasskey } from '@invigil/shared';
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { parse } from 'uuid';
import { Config } from '../../config/config.js';
import { Problem } from '../../http/problem.js';
import type { Person } from '../tokens/person.js';
import { PasskeyChallenges } from './passkey-challenges.service.js';
import type { Passkey } from '../entities/passkey.entity.js';
import { relyingParty } from './relying-party.js';

/** What `navigator.credentials.create` is asked for, as WebAuthn's JSON. */
export type PasskeyCreation = Awaited<ReturnType<typeof generateRegistrationOptions>>;
/** COSE: EdDSA, ES256 and RS256, which authenticators have. Those after quantum computers are an experiment of Node's still. */
const ALGORITHMS = [-8, -7, -257];
type Registered = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'synced'>;

/** Makes passkeys that need no address typed (discoverable) and always ask who holds the device. */
@Injectable()
export class PasskeyRegistration {
  private readonly logger = new Logger(PasskeyRegistration.name);

  constructor(
    private readonly challenges: PasskeyChallenges,
    private readonly config: Config,
  ) {}

  /** @param own what the person has already: the same authenticator is not asked twice */
  async ask({ id, sessionId, email, name }: Person, own: readonly Passkey[]): Promise<PasskeyCreation> {
    const request = await generateRegistrationOptions({
      rpName: 'Invigil',
      rpID: relyingParty(this.config).rpID,
      userName: email,
      userDisplayName: name ?? email,
      userID: Uint8Array.from(parse(id)),
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await this.challenges.keep(request.challenge, 'register', sessionId);
    return request;
  }

  /** @throws Problem BAD_REQUEST when the answer is not to what this session was asked, or not from our page */
  async check({ sessionId }: Person, { id, response }: NewPasskey['passkey']): Promise<Registered> {
    const expectedChallenge = await this.challenges.spend(response.clientDataJSON, 'register', sessionId);
    const { rpID: expectedRPID, origins: expectedOrigin } = relyingParty(this.config);
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
        expectedChallenge,
        expectedOrigin,
        expectedRPID,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      if (verified) {
        const { credential, credentialBackedUp: synced } = registrationInfo;
        const { publicKey, counter } = credential;
        return {
          credentialId: credential.id,
          publicKey: Buffer.from(publicKey),
          counter: String(counter),
          transports: response.transports,
          synced,
        };
      }
    } catch (error) {
      this.logger.debug(`A new passkey was refused: ${error instanceof Error ? error.message : 'unknown'}`);
    }
    throw new Problem('BAD_REQUEST', 'This passkey could not be added. Try again, or use another device.');
  }
}
