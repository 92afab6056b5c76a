import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PasskeyAnswer } from '@invigil/shared';
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { parse } from 'uuid';
import type { DataSource } from 'typeorm';
import { Config } from '../../config/config.js';
import { Problem } from '../../http/problem.js';
import type { PasskeyPurpose } from '../entities/passkey-challenge.entity.js';
import { PasskeyChallenges } from './passkey-challenges.service.js';
import { Passkey } from '../entities/passkey.entity.js';
import { relyingParty } from './relying-party.js';

/** What `navigator.credentials.get` is asked for, as WebAuthn's JSON. */
export type PasskeyRequest = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

const REFUSED = 'This passkey is not known here, or was refused. Try another way.';

/** Asks for a passkey and checks the answer. Each use asks for fingerprint, face or PIN on the device: holding the device is not enough. */
@Injectable()
export class PasskeyCheck {
  private readonly logger = new Logger(PasskeyCheck.name);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly challenges: PasskeyChallenges,
    private readonly config: Config,
  ) {}

  /** @param userId whose passkeys will do; null for any that the device finds, which says nothing about who has an account */
  async ask(purpose: PasskeyPurpose, bound: string | Buffer, userId: string | null): Promise<PasskeyRequest> {
    const { rpID } = relyingParty(this.config);
    const own = userId === null ? [] : await this.source.getRepository(Passkey).findBy({ userId });
    const allowed = own.map(({ credentialId: id, transports }) => ({ id, transports }));
    const request = await generateAuthenticationOptions({ rpID, userVerification: 'required', allowCredentials: allowed });
    await this.challenges.keep(request.challenge, purpose, bound);
    return request;
  }

  /**
   * @param userId whose passkey it has to be; null for anybody's
   * @returns whose it is
   * @throws Problem BAD_REQUEST for a spent challenge, UNAUTHENTICATED for anything else that is not right
   */
  async check(answer: PasskeyAnswer, purpose: PasskeyPurpose, bound: string | Buffer, userId: string | null): Promise<string> {
    const challenge = await this.challenges.spend(answer.response.clientDataJSON, purpose, bound);
    const passkey = await this.source.getRepository(Passkey).findOneBy({ credentialId: answer.id, ...(userId === null ? {} : { userId }) });
    if (!passkey || !isTheirs(passkey, answer.response.userHandle ?? null)) throw new Problem('UNAUTHENTICATED', REFUSED);
    const counter = await this.verify(answer, challenge, passkey);
    // of two answers with the same count one is refused: an authenticator that counts never repeats itself
    const rows = this.source
      .createQueryBuilder()
      .update(Passkey)
      .set({ counter: String(counter), lastUsedAt: new Date() });
    const { affected } = await rows
      .where('id = :id AND (counter < CAST(:counter AS bigint) OR (counter = 0 AND CAST(:counter AS bigint) = 0))', {
        id: passkey.id,
        counter,
      })
      .execute();
    if (affected !== 1) throw new Problem('UNAUTHENTICATED', REFUSED);
    return passkey.userId;
  }

  private async verify({ id, response }: PasskeyAnswer, expectedChallenge: string, passkey: Passkey): Promise<number> {
    const { rpID: expectedRPID, origins: expectedOrigin } = relyingParty(this.config);
    const { clientDataJSON, authenticatorData, signature } = response;
    const credential = {
      id,
      publicKey: Uint8Array.from(passkey.publicKey),
      counter: Number(passkey.counter),
      transports: passkey.transports,
    };
    const signed = { clientDataJSON, authenticatorData, signature };
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: signed },
        expectedChallenge,
        expectedOrigin,
        expectedRPID,
        credential,
        requireUserVerification: true,
      });
      if (verified) return authenticationInfo.newCounter;
    } catch (error) {
      this.logger.debug(`A passkey was refused: ${error instanceof Error ? error.message : 'unknown'}`);
    }
    throw new Problem('UNAUTHENTICATED', REFUSED);
  }
}

/** The handle is what registration gave: the account's id. Some authenticators leave it out where the credential was named. */
const isTheirs = ({ userId }: Passkey, handle: string | null): boolean =>
  handle === null || Buffer.from(parse(userId)).equals(Buffer.from(handle, 'base64url'));
