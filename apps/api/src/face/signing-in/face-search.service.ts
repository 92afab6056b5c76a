import { CONSENT_VERSIONS, type FaceSearch, type FaceSearched } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { KnownFaces } from '../../enrolment/known-faces.service.js';
import { doorVerdict } from './door-verdict.js';
import { LivenessTickets } from '../tickets/liveness-tickets.service.js';
import { SignInGate } from './sign-in-gate.service.js';
import { SignInTickets, type Found } from './sign-in-tickets.js';
import { holderOf, type Visitor } from '../tickets/visitor.js';

const FOUND = 'We know you. Signing you in…';
const NEW = 'You are new here. An account is being made for you…';
const NOBODY =
  'We could not sign you in with your face. Only people who have set it up are found. Try again in better light, or use your password.';
const SCREEN = 'Access denied: a screen was detected. Turn bright screens behind you away and try again, or use your password.';

/** The search over all who opted in (1:N), for a visitor who has just shown that they are there. Says whether there was a match, and nothing about whom. */
@Injectable()
export class FaceSearchService {
  readonly #tickets = new SignInTickets();

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly gate: SignInGate,
    private readonly tickets: LivenessTickets,
    private readonly known: KnownFaces,
  ) {}

  /** @throws Problem FORBIDDEN, FACE_CHECK_REQUIRED */
  async search({ liveness, name, consent }: FaceSearch, { client }: Visitor): Promise<FaceSearched> {
    const { faceSignIn, signUp } = await this.gate.requireFull();
    const holder = holderOf(client);
    const use = { purpose: 'sign_in', personId: null, holder } as const;
    const proof = await this.tickets.consume(liveness, use, this.source.manager);
    if (await this.gate.onScreen(proof)) return nothing(SCREEN);
    const nearest = await this.known.search(proof.descriptors, 'sign_in');
    const verdict = doorVerdict(nearest, faceSignIn);
    if (verdict === 'match' && nearest) return this.hand({ userId: nearest.personId, name: null, holder, proof }, FOUND);
    const mayBegin = faceSignIn.newAccounts && signUp === 'open' && consent === CONSENT_VERSIONS.sign_in;
    return verdict === 'new' && mayBegin ? this.hand({ userId: null, name: name ?? null, holder, proof }, NEW) : nothing(NOBODY);
  }

  /** What a ticket stands for; it is used up by that. @throws Problem LINK_EXPIRED */
  take(ticket: string, { client }: Visitor): Found {
    return this.#tickets.take(ticket, holderOf(client));
  }

  private hand(found: Found, message: string): FaceSearched {
    const matchFound = found.userId !== null;
    return { success: true, matchFound, isNewUser: !matchFound, ticket: this.#tickets.issue(found), message };
  }
}

const nothing = (message: string): FaceSearched => ({ success: false, matchFound: false, isNewUser: false, ticket: null, message });
