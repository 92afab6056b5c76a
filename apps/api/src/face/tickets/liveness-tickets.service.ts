import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Problem } from '../../http/problem.js';
import { FaceRun } from './face-run.entity.js';
import type { LivenessProof, TicketUse } from './liveness-proof.js';
import { ticketHash } from './ticket-hash.js';

/** Time between the last task and what it was done for. */
const GOOD_FOR_MS = 120_000;
/** Tickets held at once, each with a picture; then the oldest is worth nothing. */
const MOST = 500;
const NOT_GOOD = 'The tasks were done too long ago, or have been used already. Do them once more.';

interface Held {
  readonly use: TicketUse;
  readonly proof: LivenessProof;
  readonly until: number;
}

/** What passed runs are worth: one use, for two minutes, by whoever did the tasks. In memory of this process, so that no face lies in the database; a restart asks for the tasks once more. */
@Injectable()
export class LivenessTickets {
  readonly #held = new Map<string, Held>();

  /** @returns the ticket: a secret; only its hash is kept */
  issue(use: TicketUse, proof: LivenessProof): string {
    this.#sweep();
    const ticket = randomBytes(32).toString('base64url');
    this.#held.set(ticketHash(ticket), { use, proof, until: Date.now() + GOOD_FOR_MS });
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= MOST) break;
      this.#held.delete(oldest);
    }
    return ticket;
  }

  /**
   * What a ticket holds, without using it up: for work that has to come before the decision.
   * @throws Problem FACE_CHECK_REQUIRED where it is not good for this use
   */
  peek(ticket: string, { purpose, personId, holder }: TicketUse): LivenessProof {
    const held = this.#held.get(ticketHash(ticket));
    const fits = held?.use.purpose === purpose && held.use.personId === personId && held.use.holder === holder;
    if (!held || !fits || held.until <= Date.now()) throw notGood();
    return held.proof;
  }

  /**
   * Uses a ticket up, in the transaction of what it is used for: of several at once one succeeds, and a rollback gives it back until its time is over.
   * @throws Problem FACE_CHECK_REQUIRED where it is not good for this use
   */
  async consume(ticket: string, use: TicketUse, manager: EntityManager): Promise<LivenessProof> {
    const proof = this.peek(ticket, use);
    const { affected } = await manager.update(FaceRun, { id: proof.runId, outcome: 'passed', spentAt: IsNull() }, { spentAt: new Date() });
    if (!affected) throw notGood();
    return proof;
  }

  #sweep(): void {
    const now = Date.now();
    for (const [hash, { until }] of this.#held) if (until <= now) this.#held.delete(hash);
  }
}

const notGood = (): Problem => new Problem('FACE_CHECK_REQUIRED', NOT_GOOD, { next: 'POST /api/liveness' });
