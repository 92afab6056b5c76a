import { randomBytes } from 'node:crypto';
import { Problem } from '../../http/problem.js';
import type { LivenessProof } from '../tickets/liveness-proof.js';
import { ticketHash } from '../tickets/ticket-hash.js';

const GOOD_FOR_MS = 120_000;
const MOST = 200;

/** What a search has found, until the page exchanges it. */
export interface Found {
  /** Null for somebody new, who gets an account of this name. */
  readonly userId: string | null;
  readonly name: string | null;
  readonly holder: string | null;
  readonly proof: LivenessProof;
}

/** Tickets between the search and the sign-in: secrets, of which only the hash is kept, in memory; a restart asks for the tasks once more. */
export class SignInTickets {
  readonly #held = new Map<string, Found & { until: number }>();

  constructor(private readonly now: () => number = () => Date.now()) {}

  issue(found: Found): string {
    const ticket = randomBytes(32).toString('base64url');
    for (const [hash, { until }] of this.#held) if (until <= this.now()) this.#held.delete(hash);
    this.#held.set(ticketHash(ticket), { ...found, until: this.now() + GOOD_FOR_MS });
    const oldest = this.#held.size > MOST ? this.#held.keys().next().value : undefined;
    if (oldest !== undefined) this.#held.delete(oldest);
    return ticket;
  }

  /** Used up at once, whatever comes of it. @throws Problem LINK_EXPIRED for one that is over, used, unknown or another browser's */
  take(ticket: string, holder: string | null): Found {
    const hash = ticketHash(ticket);
    const found = this.#held.get(hash);
    if (!found || found.until <= this.now() || found.holder !== holder)
      throw new Problem('LINK_EXPIRED', 'This sign-in took too long, or was used already. Begin again with the tasks.');
    this.#held.delete(hash);
    return found;
  }
}
