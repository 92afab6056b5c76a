import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { LessThan, MoreThan, type DataSource } from 'typeorm';
import { z } from 'zod';
import { Problem } from '../../http/problem.js';
import { PasskeyChallenge, type PasskeyPurpose } from '../entities/passkey-challenge.entity.js';

const GOOD_FOR_MS = 5 * 60_000;
const clientDataSchema = z.object({ challenge: z.string().min(1).max(200) });

/** The challenges that authenticators sign: each is answered once, within 5 minutes, by whoever it was made for. */
@Injectable()
export class PasskeyChallenges {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @param bound what the answer must come from, such as the id of the session */
  async keep(challenge: string, purpose: PasskeyPurpose, bound: string | Buffer): Promise<void> {
    const expiresAt = new Date(Date.now() + GOOD_FOR_MS);
    await this.source.getRepository(PasskeyChallenge).insert({ challenge, purpose, bound: hashOf(bound), expiresAt });
  }

  /**
   * Uses the challenge up that an answer says it signed; whether it did is for the signature to show.
   * @param clientDataJSON base64url
   * @throws Problem BAD_REQUEST when there is no such challenge, for this purpose and from here, or not any more
   */
  async spend(clientDataJSON: string, purpose: PasskeyPurpose, bound: string | Buffer): Promise<string> {
    const challenge = challengeIn(clientDataJSON);
    const kept = { challenge, purpose, bound: hashOf(bound), expiresAt: MoreThan(new Date()) };
    const { affected } = await this.source.getRepository(PasskeyChallenge).delete(kept);
    if (affected !== 1) throw new Problem('BAD_REQUEST', 'This took too long, or was used already. Try again.');
    return challenge;
  }

  async deleteExpired(now: Date): Promise<void> {
    await this.source.getRepository(PasskeyChallenge).delete({ expiresAt: LessThan(now) });
  }
}

const hashOf = (bound: string | Buffer): Buffer => createHash('sha256').update(bound).digest();

function challengeIn(clientDataJSON: string): string {
  try {
    return clientDataSchema.parse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString())).challenge;
  } catch {
    throw new Problem('BAD_REQUEST', 'The answer of the passkey could not be read. Try again.');
  }
}
