import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { Limiter } from '../auth/limits/limiter.js';
import type { Person } from '../auth/tokens/person.js';
import { ProofService } from '../auth/proof/proof.service.js';
import { Problem } from '../http/problem.js';
import { TemplatesService } from './templates.service.js';

export interface OwnDescriptor {
  faceDescriptor: number[];
  faceDescriptorSaved: true;
}

/** The owner's own numbers, for the page's quick hints; the server judges in any case. */
@Injectable()
export class OwnDescriptorService {
  readonly #reads = new Limiter(20, 10 * 60_000);

  constructor(
    private readonly templates: TemplatesService,
    private readonly proof: ProofService,
    private readonly audit: AuditService,
  ) {}

  async read(person: Person, address: string): Promise<OwnDescriptor> {
    this.#reads.take(person.id);
    this.proof.requireFresh(person);
    const row = await this.templates.current(person.id);
    if (!row) throw new Problem('NOT_FOUND', 'No face descriptor is saved for you. Enrol first.');
    await this.audit.record({ actorId: person.id, action: 'descriptor.read', subjectType: 'user', subjectId: person.id, address });
    return { faceDescriptor: [...(await this.templates.descriptorOf(row))], faceDescriptorSaved: true };
  }
}
