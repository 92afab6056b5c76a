import type { FaceMatched } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { Limiter } from '../../auth/limits/limiter.js';
import type { Person } from '../../auth/tokens/person.js';
import { Problem } from '../../http/problem.js';
import { judgePicture } from './judge-picture.js';
import { OneAtATime } from './one-at-a-time.js';
import { PictureReader } from './picture-reader.service.js';
import { VerifyGate } from './verify-gate.service.js';

const ALIKE = 'This looks like you. The face check will know you.';
const UNLIKE =
  'This does not look like you to the computer. Try more light from the front, look straight ahead, and take off what covers your face. If it stays so, ask an administrator to reset your enrolment.';
const SCREEN = 'This picture looks as if it came off a screen. Turn bright screens behind you away, then try again.';

/** A try of one's own: opens nothing, is told to nobody, and says in words alone what a real check would say. Numbers would let somebody build a face that scores. */
@Injectable()
export class FaceMatchService {
  readonly #tries = new Limiter(10, 10 * 60_000);
  readonly #alone = new OneAtATime();

  constructor(
    private readonly gate: VerifyGate,
    private readonly pictures: PictureReader,
  ) {}

  /** @throws Problem CONSENT_REQUIRED, TEMPLATE_REQUIRED, BAD_PICTURE, TOO_MANY */
  match(person: Person, image: string): Promise<FaceMatched> {
    this.#tries.take(person.id);
    return this.#alone.run(person.id, () => this.compare(person, image));
  }

  private async compare({ id }: Person, image: string): Promise<FaceMatched> {
    const { template, rules } = await this.gate.requireOwn(id);
    const { seen, inOwn } = await this.pictures.read(id, image, template.olderPipeline);
    const judged = judgePicture(seen, inOwn, template.descriptor, null, rules);
    if (judged.result === 'again') throw new Problem('BAD_PICTURE', judged.message);
    if (judged.result === 'recognised') return { match: true, message: ALIKE };
    return { match: false, message: judged.reason === 'screen' ? SCREEN : UNLIKE };
  }
}
