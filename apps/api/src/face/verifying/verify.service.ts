import type { FaceVerified, VerifyFace } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { ClientInfo } from '../../auth/callers/client-info.js';
import { Limiter } from '../../auth/limits/limiter.js';
import type { Person } from '../../auth/tokens/person.js';
import { Problem } from '../../http/problem.js';
import { judgePicture } from './judge-picture.js';
import type { TicketUse } from '../tickets/liveness-proof.js';
import { LivenessTickets } from '../tickets/liveness-tickets.service.js';
import { OneAtATime } from './one-at-a-time.js';
import { PictureReader } from './picture-reader.service.js';
import { VerifyGate } from './verify-gate.service.js';
import { VerifyWriter } from './verify-writer.service.js';

/** The face check that opens the file area: the person of this session against their own template, and nobody else's. */
@Injectable()
export class VerifyService {
  readonly #tries = new Limiter(30, 10 * 60_000);
  readonly #alone = new OneAtATime();

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly gate: VerifyGate,
    private readonly pictures: PictureReader,
    private readonly tickets: LivenessTickets,
    private readonly writer: VerifyWriter,
  ) {}

  /** @throws Problem that says what to do next; BAD_PICTURE where the picture, or the face on it, is the reason */
  verify(person: Person, request: VerifyFace, client: ClientInfo): Promise<FaceVerified> {
    this.#tries.take(person.id);
    return this.#alone.run(person.id, () => this.decide(person, request, client));
  }

  /** A picture that cannot be judged leaves the ticket good for another; a decision uses it up, whichever it is. */
  private async decide(person: Person, { image, liveness }: VerifyFace, client: ClientInfo): Promise<FaceVerified> {
    const { template, rules } = await this.gate.require(person.id, liveness);
    const use: TicketUse = { purpose: 'verify', personId: person.id, holder: person.sessionId };
    const proof = liveness === undefined ? null : this.tickets.peek(liveness, use);
    const { seen, inOwn } = await this.pictures.read(person.id, image, template.olderPipeline);
    const judged = judgePicture(seen, inOwn, template.descriptor, proof, rules);
    if (judged.result === 'again') throw new Problem('BAD_PICTURE', judged.message);
    await this.source.transaction(async (manager) => {
      if (liveness !== undefined) await this.tickets.consume(liveness, use, manager);
      if (judged.result === 'recognised') await this.writer.verified(person, client, manager);
      else await this.writer.denied(person, judged.reason, judged.message, client, manager);
    });
    if (judged.result === 'denied') throw new Problem('BAD_PICTURE', judged.message);
    await this.gate.used(person.id, template, proof);
    const message = 'Your face was recognised. Your files are open for 15 minutes.';
    return { status: 'success', message, ...(person.name === null ? {} : { name: person.name }) };
  }
}
