import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { IsNull, type DataSource, type EntityManager } from 'typeorm';
import { SecondStepService } from '../../auth/second-factor/second-step.service.js';
import { SessionsService, type Issued } from '../../auth/sessions/sessions.service.js';
import { User } from '../../auth/entities/user.entity.js';
import { KnownFaces } from '../../enrolment/known-faces.service.js';
import { TemplateSignals } from '../../enrolment/template-signals.js';
import { Problem } from '../../http/problem.js';
import { FaceAccounts } from './face-accounts.service.js';
import { FaceRun } from '../tickets/face-run.entity.js';
import type { Found } from './sign-in-tickets.js';
import type { Visitor } from '../tickets/visitor.js';

/** A session that a face has opened. */
export interface OpenedByFace {
  issued: Issued;
  isNewUser: boolean;
}

const GONE = 'This account cannot be opened by a face any more. Use your password.';

/** From what a search has found to a session. It can do what needs little trust: `provedAt` stays empty until the password or a passkey comes. */
@Injectable()
export class FaceExchangeService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly sessions: SessionsService,
    private readonly secondStep: SecondStepService,
    private readonly accounts: FaceAccounts,
    private readonly known: KnownFaces,
    private readonly signals: TemplateSignals,
  ) {}

  /** @throws Problem SECOND_FACTOR_REQUIRED, UNAUTHENTICATED, LINK_EXPIRED */
  async open(found: Found, { client }: Visitor): Promise<OpenedByFace> {
    if (found.userId === null) return this.begin(found, client);
    const user = await this.source.manager.findOneBy(User, { id: found.userId, active: true });
    // they may have withdrawn since the search
    if (!user || !(await this.known.may(user.id, 'sign_in'))) throw new Problem('UNAUTHENTICATED', GONE);
    await this.secondStep.require(user, client, 'face');
    const issued = await this.source.transaction(async (manager) => {
      await this.spend(found, manager);
      return this.sessions.begin(user, client, manager, 'face');
    });
    return { issued, isNewUser: false };
  }

  private async begin(found: Found, client: Visitor['client']): Promise<OpenedByFace> {
    const issued = await this.source.transaction(async (manager) => {
      await this.spend(found, manager);
      return this.sessions.begin(await this.accounts.create(found, client, manager), client, manager, 'face');
    });
    this.signals.enrolled$.next({ userId: issued.user.id });
    return { issued, isNewUser: true };
  }

  private async spend({ proof }: Found, manager: EntityManager): Promise<void> {
    const { affected } = await manager.update(FaceRun, { id: proof.runId, exchangedAt: IsNull() }, { exchangedAt: new Date() });
    if (!affected) throw new Problem('LINK_EXPIRED', 'This sign-in was used already. Begin again with the tasks.');
  }
}
