import { DESCRIPTOR_BYTES, readDescriptor, writeDescriptor } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { MoreThan, type DataSource } from 'typeorm';
import { AnalysisService } from '../analysis/analysis.service.js';
import { KeyService } from '../keys/key.service.js';
import { seal, unseal } from '../keys/seal.js';
import { WRAPPED } from '../keys/wrapped-rows.js';
import { KnownPerson } from './known-person.entity.js';
import type { KnownRow } from './known-templates.service.js';

/** What is sealed of one imported person. */
type Sealed = Pick<KnownPerson, 'id' | 'wrapped' | 'sealed'>;

/** People whom the monitor knows from photos: their descriptions, each person's under a key of its own. */
@Injectable()
export class ImportedFaces {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly analysis: AnalysisService,
    private readonly keys: KeyService,
  ) {}

  /** Who may be found at this moment: not expired, and of today's pipeline. */
  async rows(id?: string): Promise<KnownRow[]> {
    const { pipelineId } = this.analysis;
    const where = { pipelineId, expiresAt: MoreThan(new Date()), ...(id !== undefined && { id }) };
    const people = await this.source.getRepository(KnownPerson).find({ where });
    return people.map((person) => ({
      userId: person.id,
      name: person.name,
      audiences: ['monitor'],
      open: () => Promise.resolve(mean(this.open(person))),
    }));
  }

  /** The descriptions of the photos, oldest first. @throws when a row holds what was sealed for another */
  open({ id, wrapped, sealed }: Sealed): Float32Array[] {
    const bytes = unseal(this.keys.unwrap(wrapped, bound(id)), sealed, bound(id));
    return Array.from({ length: bytes.length / DESCRIPTOR_BYTES }, (_, i) =>
      readDescriptor(bytes.subarray(i * DESCRIPTOR_BYTES, (i + 1) * DESCRIPTOR_BYTES)),
    );
  }

  /** Under a new key each time. */
  seal(id: string, descriptors: readonly Float32Array[]): Pick<KnownPerson, 'wrapped' | 'sealed'> {
    const key = this.keys.newDataKey();
    const plain = Buffer.concat(descriptors.map((descriptor) => writeDescriptor(descriptor)));
    return { wrapped: this.keys.wrap(key, bound(id)), sealed: seal(key, plain, bound(id)) };
  }
}

const { bound } = WRAPPED.knownPerson;

/** Of one photo that photo itself: coarser than an enrolment's template, which is the mean of three at least. */
function mean(descriptors: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array()] = descriptors;
  return first.map((_, i) => descriptors.reduce((sum, descriptor) => sum + (descriptor[i] ?? NaN), 0) / descriptors.length);
}
