import type { ImportedPhoto, ImportPhoto } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { Limiter } from '../auth/limits/limiter.js';
import type { Person } from '../auth/tokens/person.js';
import { ProofService } from '../auth/proof/proof.service.js';
import { KnownFaces } from '../enrolment/known-faces.service.js';
import { photoName, type PhotoName } from './photo-name.js';
import { PhotoReader } from './photo-reader.service.js';
import { KnownPeopleWriter } from './known-people-writer.service.js';

const NO_NAME = 'The file’s name says no name. Name the file after the person, such as “Ann Lee.jpg”.';

/** Takes in photos of people whom the monitor shall know, one at a time. The photos themselves are not kept. */
@Injectable()
export class PhotoImport {
  readonly #photos = new Limiter(2000, 60 * 60_000);
  /** One face after the other: of two at once under different names, the second must find the first. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly proof: ProofService,
    private readonly reader: PhotoReader,
    private readonly known: KnownFaces,
    private readonly writer: KnownPeopleWriter,
  ) {}

  /**
   * What is wrong with a photo is an answer and no error, so that the rest of a folder goes on.
   * @throws Problem PROOF_REQUIRED, TOO_MANY
   */
  async import(person: Person, { fileName, image }: ImportPhoto, address: string): Promise<ImportedPhoto> {
    this.proof.requireMoreThanFace(person);
    this.#photos.take(person.id);
    const named = photoName(fileName);
    if (!named) return { result: 'no_name', name: null, message: NO_NAME };
    const { name } = named;
    const photo = await this.reader.read(person.id, image);
    if (!('descriptor' in photo)) return { ...photo, name };
    const placed = this.#turn.then(() => this.place(named, photo.descriptor, { agreedBy: person.id, address }));
    this.#turn = placed.catch(() => undefined);
    return placed;
  }

  private async place(named: PhotoName, descriptor: Float32Array, by: { agreedBy: string; address: string }): Promise<ImportedPhoto> {
    const nearest = await this.known.nearest(descriptor, 'monitor');
    const near = nearest && { id: nearest.personId, name: this.known.nameOf(nearest.personId), distance: nearest.distance };
    return this.writer.add(named, descriptor, near, { ...this.reader.stamp, ...by });
  }
}
