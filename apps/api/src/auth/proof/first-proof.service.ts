import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Problem } from '../../http/problem.js';
import { LoginSession } from '../entities/login-session.entity.js';
import { Passkey } from '../entities/passkey.entity.js';
import type { Person } from '../tokens/person.js';
import { ProofService } from './proof.service.js';
import { User } from '../entities/user.entity.js';

const RECENT_MS = 10 * 60_000;

/** The proof before an account gets what it can be proved with: its own, or, of an account that has nothing but a face, that this face was just shown. */
@Injectable()
export class FirstProof {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly proof: ProofService,
  ) {}

  /** @throws Problem PROOF_REQUIRED */
  async require(person: Person): Promise<void> {
    if (await this.isBare(person.id)) await this.requireRecentFace(person);
    else this.proof.requireFresh(person);
  }

  private async isBare(userId: string): Promise<boolean> {
    const { manager } = this.source;
    const { passwordHash } = await manager.getRepository(User).findOneByOrFail({ id: userId });
    return passwordHash === null && !(await manager.getRepository(Passkey).existsBy({ userId }));
  }

  /** What opened the session is the only proof that there can be. */
  private async requireRecentFace({ sessionId, faceVerifiedAt }: Person): Promise<void> {
    const { createdAt } = await this.source.getRepository(LoginSession).findOneByOrFail({ id: sessionId });
    const newest = Math.max(createdAt.getTime(), faceVerifiedAt?.getTime() ?? 0);
    if (Date.now() - newest <= RECENT_MS) return;
    throw new Problem(
      'PROOF_REQUIRED',
      'Sign out, sign in with your face once more, then add your address and a password or passkey within 10 minutes.',
    );
  }
}
