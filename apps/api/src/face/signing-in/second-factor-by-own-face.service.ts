import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ClientInfo } from '../../auth/callers/client-info.js';
import { SecondFactorByFace } from '../../auth/factors/second-factor-by-face.js';
import { Problem } from '../../http/problem.js';
import { FaceStandings } from '../verifying/face-standings.service.js';
import { UNKNOWN } from '../verifying/judge-picture.js';
import { LivenessTickets } from '../tickets/liveness-tickets.service.js';
import { OwnFace } from '../verifying/own-face.service.js';
import { SignInGate } from './sign-in-gate.service.js';
import { VerifyWriter } from '../verifying/verify-writer.service.js';
import { holderOf } from '../tickets/visitor.js';

/** After the password: the face of whoever has opted in, against their own template. */
@Injectable()
export class SecondFactorByOwnFace extends SecondFactorByFace {
  constructor(
    private readonly gate: SignInGate,
    private readonly standings: FaceStandings,
    private readonly tickets: LivenessTickets,
    private readonly faces: OwnFace,
    private readonly writer: VerifyWriter,
  ) {
    super();
  }

  async isOffered(userId: string, manager: EntityManager): Promise<boolean> {
    return (await this.gate.secondFactor(userId, manager)) !== null;
  }

  async check(userId: string, ticket: string, client: ClientInfo, manager: EntityManager): Promise<void> {
    await this.standings.requirePatience(userId);
    const template = await this.gate.secondFactor(userId, manager);
    const proof = await this.tickets.consume(ticket, { purpose: 'sign_in', personId: null, holder: holderOf(client) }, manager);
    const right = template !== null && !(await this.gate.onScreen(proof)) && (await this.faces.isOf(userId, template, proof));
    if (right) return this.gate.used(userId);
    await manager.transaction((inner) => this.writer.denied({ id: userId }, 'second_factor', UNKNOWN, client, inner));
    throw new Problem('UNAUTHENTICATED', UNKNOWN);
  }
}
