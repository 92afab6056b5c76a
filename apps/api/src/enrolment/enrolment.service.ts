import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { descriptorDistance, isPlausibleDescriptor } from '@invigil/biometrics';
import type { ConsentKind, Enrolled, EnrolRequest } from '@invigil/shared';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Limiter } from '../auth/limits/limiter.js';
import { lockUser } from '../auth/users/lock-user.js';
import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { CaptureService } from './capture.service.js';
import { ConsentsService } from './consents.service.js';
import { jpegDataUrl } from './data-url.js';
import { EnrolmentWriter } from './enrolment-writer.service.js';
import { TemplateSignals } from './template-signals.js';
import type { NewTemplate } from './template-writer.service.js';

/** Further apart than this, the page's numbers and the server's are not of one face. */
const FAR = 0.6;
/** Captures that one person may send within ten minutes: whoever needs more needs a person, and each costs the time of five frames. */
const MOST_CAPTURES = 30;

@Injectable()
export class EnrolmentService {
  readonly #captures = new Limiter(MOST_CAPTURES, 10 * 60_000);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly consents: ConsentsService,
    private readonly captures: CaptureService,
    private readonly writer: EnrolmentWriter,
    private readonly audit: AuditService,
    private readonly signals: TemplateSignals,
  ) {}

  /** Saves the person's template once. Everything is computed first and stored in one transaction, so that a refusal leaves nothing behind. */
  async enrol(person: Person, request: EnrolRequest, address: string): Promise<Enrolled> {
    await this.requireConsent(person.id, request.kind, this.source.manager);
    if (!isPlausibleDescriptor(request.faceDescriptor)) {
      throw new Problem(
        'BAD_REQUEST',
        'faceDescriptor: these are not the 128 numbers of a face. Look into the camera and take the picture again.',
      );
    }
    await this.writer.refuseSecond(person.id, this.source.manager);
    const template = await this.templateOf(person.id, request);
    const picture = request.image === undefined ? null : await this.writer.preparePicture(request.image);
    await this.source.transaction(async (manager) => {
      await lockUser(person.id, manager);
      await this.requireConsent(person.id, request.kind, manager);
      await this.writer.write(person.id, template, picture, manager);
      const entry = {
        action: 'template.enrolled',
        subjectType: 'user',
        subjectId: person.id,
        detail: { state: template.state, kind: request.kind },
      };
      await this.audit.record({ actorId: person.id, ...entry, address }, manager);
    });
    this.signals.enrolled$.next({ userId: person.id });
    return answerOf(template, picture);
  }

  private async templateOf(userId: string, { faceDescriptor, frames }: EnrolRequest): Promise<NewTemplate> {
    const claimed = Float32Array.from(faceDescriptor);
    if (!frames) return { state: 'unverified', descriptor: claimed, portrait: null };
    this.#captures.take(userId);
    const { template, portrait } = await this.captures.capture(userId, frames);
    if (descriptorDistance(claimed, template) > FAR) {
      throw new Problem(
        'BAD_REQUEST',
        'What your page computed does not fit its own pictures. Reload the page, look into the camera and take the pictures again.',
      );
    }
    return { state: 'captured', descriptor: template, portrait };
  }

  private async requireConsent(userId: string, kind: ConsentKind, manager: EntityManager): Promise<void> {
    if (await this.consents.has(userId, kind, manager)) return;
    throw new Problem('CONSENT_REQUIRED', 'Read what is stored and give your consent first; without it nothing of your face is kept.', {
      next: 'POST /auth/consents',
      consent: kind,
    });
  }
}

function answerOf({ state }: NewTemplate, picture: Uint8Array | null): Enrolled {
  const verified = state === 'captured';
  const message = verified
    ? 'You are enrolled.'
    : 'Your descriptor is saved, but not verified: it counts once the camera page has sent 3 to 5 frames with it.';
  const saved = { message, faceDescriptorSaved: true, verified, templateState: state };
  return picture ? { ...saved, profileImage: jpegDataUrl(picture), profileImageSaved: true } : saved;
}
