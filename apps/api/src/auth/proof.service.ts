import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Problem } from '../http/problem.js';
import { LoginSession } from './login-session.entity.js';
import type { Person } from './person.js';

const FRESH_MS = 10 * 60_000;

@Injectable()
export class ProofService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @throws Problem FORBIDDEN unless the password was given in this session within the last 10 minutes */
  async requireFresh(person: Person): Promise<void> {
    const session = await this.source.getRepository(LoginSession).findOneBy({ id: person.sessionId });
    if (session?.provedAt && Date.now() - session.provedAt.getTime() <= FRESH_MS) return;
    throw new Problem('FORBIDDEN', 'Enter your password once more (POST /auth/prove), then try again within 10 minutes.');
  }
}
